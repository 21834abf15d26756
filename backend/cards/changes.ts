/** What the host says of a record now, compared with what it said last: changes are told in the card's thread. */
import { and, eq } from 'drizzle-orm'
import type { RecordContext } from '../../crm-adapters/port.ts'
import type { Happened, Seen } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { tell } from '../threads/happenings.ts'
import { freezeThreads, thawThreads } from '../threads/threads.ts'

/** A record as it is at the host: what it shows, or that it is gone. */
export type Found = { context: RecordContext; by: string | null } | { gone: true; by: string | null }

/** Takes over what the host says of a record; tells what changed. The same again tells nothing. */
export async function takeOver(w: Writing, record: string, found: Found, newId: () => string) {
  const { company, db, t, now } = w
  const mine = and(eq(t.card.company, company), eq(t.card.record, record))
  const [card] = await db.select().from(t.card).where(mine)
  if (!card) return

  if ('gone' in found) {
    if (card.goneAt) return
    await db.update(t.card).set({ goneAt: now }).where(mine)
    await tell(w, record, newId(), { what: 'gone', by: found.by })
    return freezeThreads(w, record)
  }
  if (card.goneAt) {
    await thawThreads(w, record)
    await tell(w, record, newId(), { what: 'back', by: found.by })
  }
  const seen = seenIn(found.context)
  const changes = card.seen ? changesBetween(card.seen, seen, found.by) : []
  for (const change of changes) await tell(w, record, newId(), change)
  if (!card.seen || card.goneAt || changes.length > 0)
    await db.update(t.card).set({ seen, goneAt: null }).where(mine)
}

/** What there is to compare with later. */
export function seenIn({ stage, funnel, amount, currency, responsible }: RecordContext): Seen {
  return { stage: stage?.name ?? null, funnel, amount, currency, responsible }
}

/** A move to another funnel is one change, though it changes the stage as well. */
function changesBetween(before: Seen, now: Seen, by: string | null): Happened[] {
  const changes: Happened[] = []
  if (before.funnel !== now.funnel) changes.push({ what: 'funnel', from: before.funnel, to: now.funnel, by })
  else if (before.stage !== now.stage) changes.push({ what: 'stage', from: before.stage, to: now.stage, by })
  // Whoever opened the card first may not have been shown the amount: then it is not known to have changed.
  if (before.amount !== null && (before.amount !== now.amount || before.currency !== now.currency)) {
    changes.push({ what: 'amount', from: before.amount, to: now.amount, currency: now.currency, by })
  }
  if (before.responsible !== now.responsible) {
    changes.push({ what: 'responsible', from: before.responsible, to: now.responsible, by })
  }
  return changes
}
