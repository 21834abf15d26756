/**
 * A line of those who ask one host: people who wait go before the background, each until its patience is over. How much
 * the host allows, and what its answers teach of that, is the gate's to say, which each adapter has its own of.
 */
import type { Answer } from './port.ts'
import { refusal } from './refusal.ts'
import type { Time } from './time.ts'

export interface Turn {
  /** For messages. */
  method: string
  /** Somebody waits for it. */
  urgent: boolean
}

/** What came of asking. */
export interface Asked<T> {
  answer: Answer<T>
  status: number | null
}

export interface Passed<T> extends Asked<T> {
  retried: number
}

export interface Line<T extends Turn, More> {
  /** Asks when its turn has come. `limited` when that takes longer than 2 s, or 30 s in the background. */
  pass<V>(turn: T, ask: () => Promise<Asked<V> & More>): Promise<Passed<V>>
  waiting(): number
}

export interface Gate<T extends Turn, More> {
  /** `portal` or `organization`: for messages. */
  host: string
  /** Requests under way at once; the background may have half of them. */
  atOnce: number
  /** What to answer instead of asking. */
  turnedAway(kind: Kind): Answer<never> | undefined
  /** Until when nothing goes for this turn, as far as is known now. */
  closedUntil(turn: T): number
  /** Whether the host's budget has room for it. */
  hasRoom(turn: T): boolean
  /** Milliseconds until there may be more room, for whoever waits; those that are not in the future are left out. */
  roomIn(turns: T[]): number[]
  sending(): void
  /** What an answer teaches. `sentAt` is when it was asked. */
  learn(asked: Asked<unknown> & More, sentAt: number, turn: T): Learnt<T>
}

export interface Learnt<T> {
  /** It has not been carried out, so that even what changes something may be asked again. */
  again?: boolean
  /** Of those who wait, whom the same answer is good for. */
  alike?: ((turn: T) => boolean) | undefined
}

export type Kind = 'urgent' | 'background'

/** Of what a host allows, what the background leaves to people. */
export const RESERVE = 0.2
/** Of people, and of the background. */
const MOST_WAITING = 1000
/** Milliseconds a question waits for its turn. */
const PATIENCE = { urgent: 2000, background: 30_000 }

interface Waiting<T, More> {
  turn: T
  ask(): Promise<Asked<unknown> & More>
  deadline: number
  retried: number
  /** Why the host had it come back. */
  last?: Asked<unknown>
  answered(passed: Passed<unknown>): void
  failed(error: unknown): void
}

export function lineOf<T extends Turn, More>(gate: Gate<T, More>, time: Time): Line<T, More> {
  type One = Waiting<T, More>
  const { host, atOnce } = gate
  const waiting: One[] = []
  const underWay = { all: 0, background: 0 }
  let forget = () => {}

  function pass<V>(turn: T, ask: () => Promise<Asked<V> & More>): Promise<Passed<V>> {
    const away = turnedAway(turn)
    if (away) return Promise.resolve({ answer: away, status: null, retried: 0 })
    return new Promise((answered, failed) => {
      const deadline = time.now() + PATIENCE[kindOf(turn)]
      // Whoever asks is answered by his own question.
      const passed = answered as (passed: Passed<unknown>) => void
      join({ turn, ask, deadline, retried: 0, answered: passed, failed })
      move()
    })
  }

  function turnedAway(turn: T): Answer<never> | undefined {
    const before = waiting.filter((one) => one.turn.urgent === turn.urgent).length
    if (before >= MOST_WAITING) return refusal('limited', `${turn.method}: too many wait for the ${host}`)
    return gate.turnedAway(kindOf(turn))
  }

  /** People before the background, each in the order they came; `again` goes first among its own. */
  function join(one: One, again = false) {
    const { urgent } = one.turn
    const place = waiting.findIndex(({ turn }) => (again ? urgent || !turn.urgent : urgent && !turn.urgent))
    waiting.splice(place < 0 ? waiting.length : place, 0, one)
  }

  /** Sends whoever may go, and looks again when the next may. */
  function move() {
    forget()
    for (const one of waiting.filter(hopeless)) leave(one)
    for (let next = waiting.find(mayGo); next; next = waiting.find(mayGo)) send(next)
    if (waiting.length > 0) forget = time.after(Math.ceil(untilSomethingChanges()), move)
  }

  function hopeless({ turn, deadline }: One): boolean {
    return deadline <= time.now() || gate.closedUntil(turn) > deadline
  }

  function mayGo({ turn }: One): boolean {
    if (underWay.all >= atOnce || gate.closedUntil(turn) > time.now()) return false
    return (turn.urgent || underWay.background < Math.ceil(atOnce / 2)) && gate.hasRoom(turn)
  }

  function untilSomethingChanges(): number {
    const now = time.now()
    const moments = waiting.flatMap(({ turn, deadline }) => [deadline - now, gate.closedUntil(turn) - now])
    const soon = [...moments, ...gate.roomIn(waiting.map(({ turn }) => turn))]
    return Math.max(1, Math.min(...soon.filter((ms) => ms > 0)))
  }

  function leave(one: One) {
    waiting.splice(waiting.indexOf(one), 1)
    const { method } = one.turn
    const answer =
      underWay.all >= atOnce
        ? refusal('unreachable', `${method}: the ${host} answers nobody`)
        : refusal('limited', `${method}: its turn did not come`)
    one.answered({ answer, status: null, ...one.last, retried: one.retried })
  }

  function send(one: One) {
    waiting.splice(waiting.indexOf(one), 1)
    const sentAt = time.now()
    gate.sending()
    count(one, 1)
    one
      .ask()
      .finally(() => count(one, -1))
      .then((asked) => learn(one, asked, sentAt), one.failed)
      .finally(move)
  }

  function count({ turn }: One, by: 1 | -1) {
    underWay.all += by
    if (!turn.urgent) underWay.background += by
  }

  function learn(one: One, asked: Asked<unknown> & More, sentAt: number) {
    const { answer, status } = asked
    const { again = false, alike } = gate.learn(asked, sentAt, one.turn)
    if (alike && !answer.ok) answerAll(alike, answer)
    if (again) return join({ ...one, last: { answer, status }, retried: one.retried + 1 }, true)
    one.answered({ answer, status, retried: one.retried })
  }

  function answerAll(of: (turn: T) => boolean, answer: Answer<never>) {
    for (const one of waiting.filter(({ turn }) => of(turn))) {
      waiting.splice(waiting.indexOf(one), 1)
      one.answered({ answer, status: null, retried: one.retried })
    }
  }

  return { pass, waiting: () => waiting.length }
}

const kindOf = ({ urgent }: Turn): Kind => (urgent ? 'urgent' : 'background')
