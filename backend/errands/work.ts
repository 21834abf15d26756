/**
 * Does what has been entrusted: decides in a write, acts while no write is held, records in another. Whoever dies
 * between the two leaves open whether the host has done it, so the next one asks before doing it again.
 */
import type { Answer, CrmRefusal, Deed, Done } from '../../crm-adapters/port.ts'
import { Refused, statusOf } from '../refused.ts'
import { isUnreachable, type Store, type Writing } from '../store/store.ts'
import type { Errand, Outcome } from './errands.ts'
import { end, isDue, isStillOurs, letGo, type Taken, takeUp, tryLater } from './taking.ts'
import { afterFailure, SETTLES } from './trying.ts'

export interface ErrandsDeps {
  store: Store
  now(): Date
  /** Does it at the host with the rights of `as`; null for those of whoever installed us. */
  act(company: string, as: string | null, deed: Deed): Promise<Answer<Done>>
  /** Whether a try since then has been carried out; null when none has. */
  done(company: string, as: string | null, deed: Deed, since: Date): Promise<Answer<Done | null>>
  /** Makes of what is stored what the host is given; undefined when it is no longer to be had. */
  prepare(company: string, errand: Errand): Promise<Deed | undefined>
  /** Called in the write that records how an errand ended: stores what follows from it. */
  concluded(w: Writing, errand: Errand, outcome: Outcome): Promise<void>
  /** Told of mistakes of ours; the work goes on. */
  failed(error: unknown): void
  /** From 0 to 1. */
  random?: () => number
}

export interface Errands {
  /** Has a company's errands done that are due, and those that become free by it; does not wait for them. */
  work(company: string): Promise<void>
  /** Resolves when none is under way here. */
  idle(): Promise<void>
  /** Takes up nothing more; resolves when what is under way is recorded. */
  stop(): Promise<void>
  /** After a stop that waits no longer: leaves what is under way to the next start, or to another node, before its time here is over. */
  letGo(): Promise<void>
}

/** Errands of one company under way here: as many as a host is asked at once in the background. */
const SIDE_BY_SIDE = 4
/** Milliseconds after which whoever took an errand up no longer acts on it: another may soon. */
const STALE = 2 * 60_000

export function createErrands(deps: ErrandsDeps): Errands {
  const { store, now, failed, random = Math.random } = deps
  const hands = new Map<string, Set<Promise<void>>>()
  const looks = new Set<Promise<void>>()
  /** Companies to look at again as soon as a hand is free: it may just have found nothing. */
  const asked = new Set<string>()
  const underWay = new Map<Taken, string>()
  let stopped = false
  let gaveUp = false

  function work(company: string): Promise<void> {
    const looking = look(company).finally(() => looks.delete(looking))
    looks.add(looking)
    return looking
  }

  async function look(company: string) {
    if (busyFor(company).size === SIDE_BY_SIDE) {
      asked.add(company)
      return
    }
    // Looked at before one is taken: most looks find nothing, and a look is no commit.
    if (stopped || !(await store.read(company, (r) => isDue(r, now())))) return
    while (busyFor(company).size < SIDE_BY_SIDE) lendHand(company)
  }

  function busyFor(company: string): Set<Promise<void>> {
    return hands.get(company) ?? new Set()
  }

  function lendHand(company: string) {
    const busy = busyFor(company)
    const hand = goOn(company)
      .catch(failed)
      .finally(() => {
        busy.delete(hand)
        if (busy.size === 0) hands.delete(company)
        if (asked.delete(company)) return work(company).catch(failed)
      })
    hands.set(company, busy.add(hand))
  }

  /** One errand after another while there are any. */
  async function goOn(company: string) {
    let taken = await store.write(company, takeUp)
    while (taken) {
      const now = taken
      const came = await attempt(company, now)
      taken = await store.write(company, async (w) => {
        await record(w, now, came)
        return stopped ? undefined : takeUp(w)
      })
    }
  }

  async function attempt(company: string, taken: Taken): Promise<Came> {
    underWay.set(taken, company)
    try {
      return await tried(company, taken)
    } catch (error) {
      failed(error)
      return { answer: isPassing(error) ? unready : mistaken, last: 'act' }
    } finally {
      underWay.delete(taken)
    }
  }

  async function tried(company: string, taken: Taken): Promise<Came> {
    const { errand, begunAt, unsureSince } = taken
    const { as, entrustedAt } = errand
    const deed = await deps.prepare(company, errand)
    if (!deed) return { answer: gone, last: 'act' }
    if (unsureSince) {
      const known = await deps.done(company, as, deed, entrustedAt)
      if (!known.ok) return { answer: known, last: 'done' }
      if (known.value) return { answer: { ok: true, value: known.value }, last: 'done' }
    }
    // A machine may have slept meanwhile, and another have taken over: the clock of one that slept need not know.
    const overslept = now().getTime() - begunAt.getTime() > STALE
    const isOurs = !overslept && (await store.read(company, (r) => isStillOurs(r, taken)))
    if (!isOurs || gaveUp) return { answer: late, last: 'done' }
    return { answer: await deps.act(company, as, deed), last: 'act' }
  }

  async function record(w: Writing, taken: Taken, { answer, last }: Came) {
    if (answer.ok) return conclude(w, taken, { ending: 'done', done: answer.value })
    const { reason, said } = answer
    const { as, tries, failingSince, reason: before } = taken.errand
    const failingFor = failingSince ? w.now.getTime() - failingSince.getTime() : 0
    const next = afterFailure({ reason, before, as, tries, failingFor }, random)
    if ('ending' in next) return conclude(w, taken, { ending: next.ending, reason, said })
    // Where nobody could say whether it was done, that is as open as before.
    const unsureSince = next.unsure ? taken.begunAt : last === 'done' ? taken.unsureSince : null
    await tryLater(w, taken, { reason, unsureSince, again: next.again })
  }

  async function conclude(w: Writing, taken: Taken, outcome: Outcome) {
    if (await end(w, taken, outcome)) await deps.concluded(w, taken.errand, outcome)
  }

  async function idle() {
    while (looks.size + hands.size > 0) {
      await Promise.allSettled([...looks, ...[...hands.values()].flatMap((busy) => [...busy])])
    }
  }

  return {
    work,
    idle,
    stop() {
      stopped = true
      return idle()
    },
    async letGo() {
      gaveUp = true
      const leaving = [...underWay].map(([taken, company]) =>
        store.write(company, (w) => letGo(w, taken, SETTLES)),
      )
      await Promise.all(leaving).catch(failed)
    },
  }
}

interface Came {
  answer: Answer<Done>
  /** What the host was asked last: to do it, or whether it has been done. */
  last: 'act' | 'done'
}

const refusal = (reason: CrmRefusal, message: string): Answer<never> => ({ ok: false, reason, message })
// What we keep could not be read just now, here or in a bucket: that is no mistake, and will be over.
const isPassing = (error: unknown) =>
  isUnreachable(error) || (error instanceof Refused && statusOf[error.reason] === 503)
const unready = refusal('unreachable', 'what the host was to be given cannot be read now')
const mistaken = refusal('broken', 'a mistake of ours')
const gone = refusal('missing', 'what the host was to be given is gone')
const late = refusal('limited', 'taken up too long ago')
