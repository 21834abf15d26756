/** Workers that die at a moment chosen for them. */
import { createErrands, type Errands, type ErrandsDeps } from '../../backend/errands/work.ts'
import type { Store } from '../../backend/store/store.ts'
import type { VirtualTime } from './virtual-time.ts'

interface Mortal extends Pick<ErrandsDeps, 'act' | 'done' | 'concluded'> {
  store: Store
  time: VirtualTime
  chance: () => number
  /** At its so manieth try: just before it, or between its answer and the record of it. */
  dies: Death | undefined
  died(): void
}

/** A worker that dies as planned: what it has sent by then is carried out or not, and nothing else of it goes on. */
export function mortalWorker({ store, time, chance, act, done, concluded, dies, died }: Mortal): Errands {
  let tries = 0
  let alive = true
  const never = new Promise<never>(() => {})
  const alone =
    <A extends unknown[], T>(ask: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      const came = alive ? await ask(...given) : await never
      return alive ? came : never
    }
  const die = () => {
    alive = false
    died()
    return never
  }

  return createErrands({
    store: { ...store, read: alone(time.held(store.read)), write: alone(time.held(store.write)) } as Store,
    now: time.date,
    act: alone(async (company, as, deed) => {
      tries += 1
      const last = tries === dies?.at
      if (last && !dies?.answered) return die()
      const answer = await act(company, as, deed)
      return last ? die() : answer
    }),
    done: alone(done),
    prepare: async (_, { id, deed }) => (deed.do === 'note' ? { ...deed, key: id } : undefined),
    concluded,
    failed(error) {
      throw error
    },
    random: chance,
  })
}

interface Death {
  at: number
  answered: boolean
}

/** Spread over so many entries. */
export function plannedDeaths(kills: number, entries: number, chance: () => number): Death[] {
  const between = Math.floor(entries / (kills + 1))
  return Array.from({ length: kills }, () => ({
    at: 1 + Math.floor(between * (0.5 + chance() / 2)),
    answered: chance() < 0.5,
  }))
}
