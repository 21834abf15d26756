/** What happens in chats is told outside of them: to those it calls by their host's bell, to all by its record's entry. */
import { hearCards } from '../anchors/hear.ts'
import { isAnyDue, showWaiting } from '../anchors/show.ts'
import { withSubstitutes } from '../handover/stand-in.ts'
import { type Hearer, hearNext } from '../live/hearing.ts'
import { hearTexts } from '../relay/hear.ts'
import type { Store } from '../store/store.ts'
import { saidIn } from '../threads/said.ts'
import { hearCalls } from './hear.ts'
import { isAnybodyCalled, ring } from './ring.ts'
import { isAnySummaryDue, sumUp } from './summary.ts'
import { isAnybodyToBeWritten, writeToThem } from './write.ts'

export interface TellingDeps {
  store: Store
  now(): Date
  newId(): string
}

export function createTelling({ store, now, newId }: TellingDeps) {
  const hearer: Hearer = {
    name: 'telling',
    async hear(w, events) {
      const said = await saidIn(w, events)
      await hearCalls(w, events, await withSubstitutes(w, said, newId), newId)
      await hearCards(w, events, said)
      await hearTexts(w, events)
    },
  }

  return {
    /** Hears a slice of what has happened; true when there may be more. */
    hear: (company: string) => hearNext(store, company, hearer),

    /** Calls a slice of those who have not seen what calls them; true when there may be more. */
    async ring(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnybodyCalled(r, now())))) return false
      return store.write(company, (w) => ring(w, newId))
    },

    /** Has letters written to a slice of those who have not looked after their bell rang; true when there may be more. */
    async writeToThem(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnybodyToBeWritten(r, now())))) return false
      return store.write(company, (w) => writeToThem(w, newId))
    },

    /** Sums up for a slice of people whose summary is due; true when there may be more. */
    async sumUp(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnySummaryDue(r, now())))) return false
      return store.write(company, (w) => sumUp(w, newId))
    },

    /** Brings a slice of the records' entries up to date; true when there may be more. */
    async showWaiting(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnyDue(r, now())))) return false
      return store.write(company, (w) => showWaiting(w, newId))
    },
  }
}
