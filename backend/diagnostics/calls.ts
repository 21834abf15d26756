import { and, desc, eq, gte } from 'drizzle-orm'
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import type { Reading } from '../store/store.ts'

const COUNTED_MOST = 2000

/**
 * Why a question was refused that nobody is to be worried by: a person may not see everything, grants are renewed, and what a
 * host has not is told by itself.
 */
export const USUAL = new Set<CrmRefusal>([
  'denied',
  'missing',
  'guest',
  'restricted',
  'dismissed',
  'expired',
  'unsupported',
])

/** How questions to the host have gone since then. */
export async function asked({ company, db, t }: Reading, since: Date) {
  const rows = await db
    .select({ ms: t.call.ms, retried: t.call.retried, reason: t.call.reason })
    .from(t.call)
    .where(and(eq(t.call.company, company), gte(t.call.at, since)))
    .orderBy(desc(t.call.at))
    .limit(COUNTED_MOST)
  const times = rows.map(({ ms }) => ms).sort((a, b) => a - b)
  return {
    count: rows.length,
    refused: rows.filter(({ reason }) => reason !== null && !USUAL.has(reason)).length,
    repeated: rows.filter(({ retried }) => retried > 0).length,
    slow: times[Math.floor(times.length * 0.95)] ?? 0,
  }
}
