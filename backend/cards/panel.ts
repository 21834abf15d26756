import { LRUCache } from 'lru-cache'
import type { Answer, RecordPanel } from '../../crm-adapters/port.ts'
import { Refused } from '../refused.ts'
import type { Viewer } from '../signed-in.ts'

/** Milliseconds an answer is shown again: a head who looks from card to card asks the host once. */
const HOLDS = 20_000

/** What surrounds a record, as its host shows it to this person; asked of the host at most every 20 seconds. */
export function createPanels(ask: (viewer: Viewer) => Promise<Answer<RecordPanel>>) {
  const kept = new LRUCache<string, RecordPanel>({ max: 5000, ttl: HOLDS })
  const asking = new Map<string, Promise<RecordPanel>>()

  async function fresh(key: string, viewer: Viewer): Promise<RecordPanel> {
    const answer = await ask(viewer)
    if (answer.ok) {
      kept.set(key, answer.value)
      return answer.value
    }
    const hidden = answer.reason === 'denied' || answer.reason === 'missing'
    throw new Refused(hidden ? 'not_found' : 'host_unreachable', answer.reason)
  }

  return {
    panel(viewer: Viewer): Promise<RecordPanel> {
      const key = `${viewer.company} ${viewer.record} ${viewer.person}`
      const known = kept.get(key)
      if (known) return Promise.resolve(known)
      const pending = asking.get(key) ?? fresh(key, viewer).finally(() => asking.delete(key))
      asking.set(key, pending)
      return pending
    },

    /** The host says something changed; without a record: in all of the company. */
    forget({ company, record }: { company: string; record?: string }) {
      const about = record === undefined ? `${company} ` : `${company} ${record} `
      for (const key of kept.keys()) if (key.startsWith(about)) kept.delete(key)
    },
  }
}

export type Panels = ReturnType<typeof createPanels>
