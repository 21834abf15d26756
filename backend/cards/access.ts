/**
 * Who may see a card. The host decides; its answer holds for a minute. A host that does not answer slows nobody:
 * its last word stands until the session is over, and the next minute it is asked again.
 */
import { LRUCache } from 'lru-cache'
import type { Answer, CrmRefusal, RecordContext } from '../../crm-adapters/port.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'

/** Milliseconds an answer holds. */
const HOLDS = 60_000
/** Milliseconds after which it is asked again behind the person's back, so that nobody waits. */
const REFRESH_AFTER = 30_000
/** Milliseconds the last word of a host stands that does not answer. */
const STANDS = 15 * 60_000
/** Milliseconds a person waits for the host when nothing fresh is known. */
const WAIT_MOST = 2000

interface Known {
  context: RecordContext | undefined
  at: number
  /** When the host said so itself. */
  confirmedAt: number
}

export interface AccessDeps {
  /** Asks the host as that person. */
  ask(viewer: Viewer): Promise<Answer<RecordContext>>
  /** The person may no longer see the card. */
  lost(viewer: Viewer): void
  /** Milliseconds that only go forward. */
  clock?: () => number
}

export function createAccess({ ask, lost, clock = () => performance.now() }: AccessDeps) {
  const answers = new LRUCache<string, Known>({ maxSize: 50_000, sizeCalculation: () => 1 })
  const asking = new Map<string, { answered: Promise<void>; since: number }>()

  function refresh(viewer: Viewer) {
    const key = keyOf(viewer)
    const pending = asking.get(key)
    if (pending) return pending
    const answered = ask(viewer)
      .then((answer) => learn(viewer, answer))
      .finally(() => asking.delete(key))
    const asked = { answered, since: clock() }
    asking.set(key, asked)
    return asked
  }

  const confirmed = (context: RecordContext | undefined): Known => ({
    context,
    at: clock(),
    confirmedAt: clock(),
  })

  function learn(viewer: Viewer, answer: Answer<RecordContext>) {
    const key = keyOf(viewer)
    const before = answers.get(key)
    if (answer.ok) answers.set(key, confirmed(answer.value))
    else if (REFUSALS.has(answer.reason)) {
      answers.set(key, confirmed(undefined))
      if (before?.context) lost(viewer)
    } else if (before) {
      // A host that is silent or busy has not confirmed anything: its last word stands, but not for ever.
      const stands = clock() - before.confirmedAt < STANDS
      answers.set(key, { ...before, at: clock(), context: stands ? before.context : undefined })
      if (!stands && before.context) lost(viewer)
    }
  }

  async function fresh(viewer: Viewer, { proving = false } = {}): Promise<Known | undefined> {
    const key = keyOf(viewer)
    const known = answers.get(key)
    const age = known ? clock() - known.at : Number.POSITIVE_INFINITY
    if (!proving && age < REFRESH_AFTER) return known
    const { answered, since } = refresh(viewer)
    // One wait is enough to learn that a host is silent.
    const wait = WAIT_MOST - (clock() - since)
    if ((proving || age >= HOLDS) && wait > 0) await Promise.race([answered, delay(wait)])
    else answered.catch(() => {})
    return answers.get(key) ?? known
  }

  return {
    /** Remembers what the host has just said, at the opening of a card; our own `lastWord` is no news. */
    learn(viewer: Viewer, context: RecordContext) {
      const key = keyOf(viewer)
      if (answers.get(key)?.context !== context) answers.set(key, confirmed(context))
    },

    /** What the host has last said of a record it showed him, as long as that stands; asks nobody. */
    lastWord(viewer: Viewer): RecordContext | undefined {
      const known = answers.get(keyOf(viewer))
      return known && clock() - known.confirmedAt < STANDS ? known.context : undefined
    },

    /**
     * What the card shows of its record. Refused as `not_found` when the host says no, `host_unreachable` when it never said
     * anything.
     * @param how proving: the host is asked now, for he has been looking since it was asked last
     */
    async context(viewer: Viewer, how?: { proving: boolean }): Promise<RecordContext> {
      const known = await fresh(viewer, how)
      if (!known) throw new Refused('host_unreachable', 'the CRM does not answer')
      if (!known.context) throw new Refused('not_found')
      return known.context
    },

    /** Asks again at once: after a hint from the host that something changed; without a record: in all of the company. */
    forget({ company, record }: { company: string; record?: string }) {
      const about = record === undefined ? `${company} ` : `${company} ${record} `
      for (const key of answers.keys()) if (key.startsWith(about)) answers.delete(key)
    },

    /** The same for one person: the host has refused him on another node. */
    forgetOne(viewer: Viewer) {
      answers.delete(keyOf(viewer))
    },
  }
}

export type Access = ReturnType<typeof createAccess>

const REFUSALS = new Set<CrmRefusal>([
  'denied',
  'restricted',
  'guest',
  'dismissed',
  'missing',
  'expired',
  'revoked',
  'forged',
  'not_installed',
])

const keyOf = ({ company, record, person }: Viewer) => `${company} ${record} ${person}`

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
