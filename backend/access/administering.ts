/** Rights as administrators look at them and change them: a change in slices, for others write meanwhile. */
import type { Visitor } from '../signed-in.ts'
import type { Store, Writing } from '../store/store.ts'
import { type Hidden, hideFields, setStanding, shownStandings, type WantedStanding } from './standings.ts'

/** Threads left at once. */
const SLICE = 100

export interface StandingsDeps {
  store: Store
  /** Takes this person out of so many threads; true when there may be more. */
  leaveSome(w: Writing, person: string, most: number): Promise<boolean>
}

export function createStandings({ store, leaveSome }: StandingsDeps) {
  return {
    shown: (company: string) => store.read(company, shownStandings),

    async set(visitor: Visitor, wanted: WantedStanding) {
      const { company } = visitor
      await store.write(company, (w) => setStanding(w, visitor, wanted))
      const { standing, person: whose } = wanted
      // Whoever only looks on is counted nowhere.
      while (standing === 'observer' && (await store.write(company, (w) => leaveSome(w, whose, SLICE))));
      return store.read(company, shownStandings)
    },

    hide: (visitor: Visitor, hidden: Hidden, version: string) =>
      store.write(visitor.company, async (w) => {
        await hideFields(w, visitor, hidden, version)
        return shownStandings(w)
      }),
  }
}
