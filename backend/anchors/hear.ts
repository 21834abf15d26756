/** What happens in a chat, as far as it may change what its record's entry at the host shows. */
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { EventRow } from '../live/show-events.ts'
import type { Writing } from '../store/store.ts'
import type { Said } from '../threads/said.ts'

/** Milliseconds those who have the card before them may take to read what is then shown outside. */
const GRACE = 20_000

/** A message that tells what happened to the record counts too: it may have another person responsible. */
const CHANGING = new Set([
  'message.sent',
  'message.deleted',
  'thread.read',
  'thread.joined',
  'thread.levelled',
  'thread.closed',
  'thread.reopened',
])

export async function hearCards(w: Writing, events: EventRow[], said: Said[]) {
  await lookAgain(
    w,
    events.filter(({ topic }) => CHANGING.has(topic)).map(({ record }) => record),
  )
  if (events.some(({ topic }) => topic === 'choices.changed')) await lookWhereOpen(w)
  // What only a few may know of is shown to nobody.
  await lookWhereWritten(
    w,
    said.filter(({ kind }) => kind === 'team' || kind === 'topic'),
  )
}

/** Nothing but a message of somebody's opens an entry. */
async function lookWhereWritten({ company, db, t }: Writing, said: Said[]) {
  if (said.length === 0) return
  const rows = Array.from(
    Map.groupBy(said, (one) => one.record),
    ([record, written]) => {
      const saidAt = new Date(Math.max(...written.map(({ at }) => at.getTime())))
      return { company, record, saidAt, dueAt: new Date(saidAt.getTime() + GRACE) }
    },
  )
  await db
    .insert(t.anchor)
    .values(rows)
    .onConflictDoUpdate({
      target: [t.anchor.company, t.anchor.record],
      set: { saidAt: sql`excluded.said_at`, dueAt: sql`coalesce(${t.anchor.dueAt}, excluded.due_at)` },
    })
}

/** Those of a company that wishes none any more are completed. */
async function lookWhereOpen({ company, db, t, now }: Writing) {
  const open = and(eq(t.anchor.company, company), gt(t.anchor.unread, 0), isNull(t.anchor.dueAt))
  await db.update(t.anchor).set({ dueAt: now }).where(open)
}

async function lookAgain({ company, db, t, now }: Writing, records: string[]) {
  if (records.length === 0) return
  const open = and(gt(t.anchor.unread, 0), isNull(t.anchor.dueAt))
  await db
    .update(t.anchor)
    .set({ dueAt: now })
    .where(and(eq(t.anchor.company, company), inArray(t.anchor.record, [...new Set(records)]), open))
}
