/** How fast one person, and one company, may ask: who asks without end is told when to go on, and others do not feel it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createThrottle, type Throttle } from '../companies/throttle.ts'
import { TooMany } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'
import { createTurns } from './turns.ts'

export interface Pace {
  /**
   * Counts a request that was proven; resolves when it is to be served. Throws `TooMany` when the person, or his company, has
   * to wait.
   */
  ask(visitor: Visitor, doing: 'reading' | 'changing'): Promise<void>
  /** Counts a frame of his sockets; false when there are too many. */
  hear(visitor: Visitor): boolean
  /** How many were refused since the start. */
  readonly refused: number
}

/** So many at once, then so many a second. */
interface Rate {
  burst: number
  perSecond: number
}

/** A person changes things a third as often as he asks at all. */
const CHANGES = 3
/** Of a person's sockets together: they say who writes, and that they are there. */
const FRAMES = { burst: 200, perSecond: 20 }

/** Milliseconds after which somebody is told that he has to wait: told at once, he would ask again at once, without end. */
const TOLD_AFTER = 250

/** `clock` counts milliseconds and only goes forward. What is counted is counted by this node alone. */
export function createPace(rates: { person: Rate; company: Rate }, clock?: () => number): Pace {
  const throttle = ({ burst, perSecond }: Rate, share = 1) =>
    createThrottle(clock, { most: Math.ceil(burst / share), perSecond: perSecond / share })
  const persons = throttle(rates.person)
  const changes = throttle(rates.person, CHANGES)
  const companies = throttle(rates.company)
  const frames = throttle(FRAMES)

  const turns = createTurns()

  let refused = 0

  return {
    get refused() {
      return refused
    },
    async ask(visitor, doing) {
      const who = nameOf(visitor)
      const asked: [Throttle, string][] = [
        ...(doing === 'changing' ? [[changes, who] as [Throttle, string]] : []),
        [persons, who],
        [companies, visitor.company],
      ]
      const wait = Math.max(...asked.map(([throttle, source]) => throttle.wait(source)))
      // All or none: one person who has to wait takes nothing of his company's.
      if (wait > 0) {
        refused += 1
        await sleep(TOLD_AFTER)
        throw new TooMany(wait)
      }
      for (const [throttle, source] of asked) throttle.take(source)
      // What changes something takes its turn in a commit.
      if (doing === 'reading') await turns.next(visitor.company)
    },
    hear(visitor) {
      const heard = frames.take(nameOf(visitor))
      if (!heard) refused += 1
      return heard
    },
  }
}

const nameOf = ({ company, person }: Visitor) => `${company} ${person}`
