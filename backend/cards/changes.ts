/** What the host says of a record now, compared with what it said last: changes are told in the card's thread. */
import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import type { RecordContext, RecordRef } from '../../crm-adapters/port.ts'
import { offer } from '../handover/offering.ts'
import { recordKey } from '../records.ts'
import { reckonRecord } from '../retention/reckon.ts'
import type { Happened, Seen } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { tell } from '../threads/happenings.ts'
import { reopenSign } from '../threads/moving.ts'
import { freezeThreads, thawThreads } from '../threads/threads.ts'
import { continueIn } from './continued.ts'

/** A record as it is at the host: what it shows, or that it is gone, perhaps into another. */
export type Found =
  | { context: RecordContext; by: string | null }
  | { gone: true; mergedInto?: RecordRef; by: string | null }

/** Takes over what the host says of a record; tells what changed. The same again tells nothing. */
export async function takeOver(w: Writing, record: string, found: Found, newId: () => string) {
  const { company, db, t, now } = w
  const mine = and(eq(t.card.company, company), eq(t.card.record, record))
  const [card] = await db.select().from(t.card).where(mine)
  if (!card) return

  if ('gone' in found) {
    const { mergedInto, by } = found
    if (!card.goneAt) await db.update(t.card).set({ goneAt: now }).where(mine)
    if (mergedInto)
      return continueIn(w, { from: record, to: recordKey(mergedInto), how: 'merged', by }, newId)
    if (card.goneAt) return
    await tell(w, record, newId(), { what: 'gone', by })
    return freezeThreads(w, record)
  }
  const { context, by } = found
  if (card.goneAt) {
    await thawThreads(w, record, card.goneAt)
    await tell(w, record, newId(), { what: 'back', by })
  }
  const seen = seenIn(context)
  for (const change of card.seen ? changesBetween(card.seen, seen, by) : []) {
    await tell(w, record, newId(), change)
    if (change.what === 'responsible' && change.to)
      await offer(w, [{ record, to: change.to, from: change.from, why: 'responsible' }])
  }
  const client = clientIn(context)
  const stands = standingIn(card, context, now)
  if (card.goneAt || card.client !== client || stands || !isDeepStrictEqual(card.seen, seen)) {
    const { responsible } = seen
    await db
      .update(t.card)
      .set({ seen, client, responsible, goneAt: null, ...stands })
      .where(mine)
  }
  // How long its files are kept may depend on where it stands.
  if (stands) await reckonRecord(w, record)
  const to = context.convertedTo
  if (to) return continueIn(w, { from: record, to: recordKey(to), how: 'converted', by }, newId)
  if (!card.continuedAt) return
  // A conversion can be taken back, and a deleted record restored: then it has a talk of its own again.
  await db.update(t.card).set({ continuedAt: null, continuedIn: null }).where(mine)
  await reopenSign(w, record)
}

/** What there is to compare with later. */
export function seenIn(context: RecordContext): Seen {
  const { title, client, stage, funnel, amount, currency, responsible } = context
  return {
    title,
    client: client?.name ?? null,
    stage: stage?.name ?? null,
    funnel,
    amount,
    currency,
    responsible,
  }
}

/** Since when it is where it is, and closed; undefined when it has not moved. */
export function standingIn(
  card: { seen: Seen | null; closedAt: Date | null },
  { stage, funnel }: Pick<RecordContext, 'stage' | 'funnel'>,
  now: Date,
): { movedAt: Date; closedAt: Date | null } | undefined {
  const isClosed = stage !== null && stage.outcome !== 'open'
  const hasMoved = card.seen && (card.seen.funnel !== funnel || card.seen.stage !== (stage?.name ?? null))
  if (!hasMoved && isClosed === (card.closedAt !== null)) return undefined
  return { movedAt: now, closedAt: isClosed ? (card.closedAt ?? now) : null }
}

/** Whose record it is, by the path of his page at the host: names are not one person's only. */
export function clientIn({ client }: RecordContext): string | null {
  return client?.url ?? null
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
