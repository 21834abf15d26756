/**
 * What the host shows a person of his records: their names, and with them whether he may see them at all. An answer holds
 * for a minute; a host that is silent slows nobody, its last word stands for a while.
 */
import { LRUCache } from 'lru-cache'
import type { Answer, CrmRefusal, Glance, RecordRef } from '../../crm-adapters/port.ts'
import { recordKey, recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'

/** Milliseconds an answer holds. */
const HOLDS = 60_000
/** Milliseconds the last word of a host stands that does not answer. */
const STANDS = 15 * 60_000
/** Milliseconds a person waits for the host. */
const WAIT_MOST = 2000
/** Milliseconds a host that did not answer is not asked again for the same person. */
const REST = 10_000

export type Named = Pick<Glance, 'title' | 'stage'>

/** Records by key; those in neither are not known about: the host is silent. */
export interface Looked {
  named: Map<string, Named>
  hidden: Set<string>
}

export interface GlancesDeps {
  /** Asks the host as that person. */
  ask(visitor: Visitor, refs: RecordRef[]): Promise<Answer<Glance[]>>
  /** Milliseconds that only go forward. */
  clock?: () => number
}

export function createGlances({ ask, clock = () => performance.now() }: GlancesDeps) {
  const kept = new LRUCache<string, { named: Named | undefined; at: number }>({
    maxSize: 50_000,
    sizeCalculation: () => 1,
  })
  const silent = new LRUCache<string, number>({ maxSize: 50_000, sizeCalculation: () => 1 })
  const personOf = ({ company, person }: Visitor) => `${company} ${person}`
  const keyOf = ({ company, person }: Visitor, record: string) => `${company} ${record} ${person}`

  /** False when the host has not said anything. */
  async function learn(visitor: Visitor, records: string[]): Promise<boolean> {
    const answer = await ask(visitor, records.map(recordRef))
    if (!answer.ok && PROVE_AGAIN.has(answer.reason)) throw new Refused('session_over', answer.message)
    if (!answer.ok && !CLOSED.has(answer.reason)) return false
    const found = answer.ok ? answer.value : []
    const named = new Map(found.map(({ ref, title, stage }) => [recordKey(ref), { title, stage }]))
    for (const record of records) {
      kept.set(keyOf(visitor, record), { named: named.get(record), at: clock() })
    }
    return true
  }

  function looked(visitor: Visitor, records: string[]): Looked {
    const named = new Map<string, Named>()
    const hidden = new Set<string>()
    for (const record of records) {
      const known = kept.get(keyOf(visitor, record))
      if (!known || clock() - known.at > STANDS) continue
      if (known.named) named.set(record, known.named)
      else hidden.add(record)
    }
    return { named, hidden }
  }

  return {
    /** Refused as `session_over` when the person has to be proven again. */
    async look(visitor: Visitor, records: string[]): Promise<Looked> {
      const all = [...new Set(records)]
      const old = all.filter((record) => {
        const known = kept.get(keyOf(visitor, record))
        return !known || clock() - known.at >= HOLDS
      })
      const asked = silent.get(personOf(visitor)) ?? Number.NEGATIVE_INFINITY
      if (old.length > 0 && clock() - asked >= REST) {
        const learning = learn(visitor, old)
        // Whoever no longer waits for it is told the next time.
        learning.catch(() => {})
        const told = await Promise.race([learning, delay(WAIT_MOST)])
        if (!told) silent.set(personOf(visitor), clock())
      }
      return looked(visitor, all)
    },

    /** The host says something changed. */
    forget({ company, record }: { company: string; record: string }) {
      for (const key of kept.keys()) if (key.startsWith(`${company} ${record} `)) kept.delete(key)
    },
  }
}

export type Glances = ReturnType<typeof createGlances>

const PROVE_AGAIN = new Set<CrmRefusal>(['expired', 'revoked'])
/** The host has spoken: it shows this person nothing. */
const CLOSED = new Set<CrmRefusal>(['denied', 'restricted', 'guest', 'dismissed', 'missing', 'not_installed'])

function delay(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, false).unref())
}
