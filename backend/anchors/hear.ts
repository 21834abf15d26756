/** What happens in a chat, as far as it may change what its record's entry at the host shows. */
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { EventRow } from '../live/show-events.ts'
import { isAmong, prepared, type Writing } from '../store/store.ts'
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
async function lookWhereWritten(w: Writing, said: Said[]) {
  const { company } = w
  await Promise.all(
    Array.from(
      Map.groupBy(said, (one) => one.record),
      ([record, written]) => {
        const saidAt = new Date(Math.max(...written.map(({ at }) => at.getTime())))
        const dueAt = new Date(saidAt.getTime() + GRACE)
        return wroteIn(w).execute({ company, record, saidAt, dueAt })
      },
    ),
  )
}

const wroteIn = prepared('wrote_in', (db, { anchor }) =>
  db
    .insert(anchor)
    .values({
      company: sql.placeholder('company'),
      record: sql.placeholder('record'),
      saidAt: sql.placeholder('saidAt'),
      dueAt: sql.placeholder('dueAt'),
    })
    .onConflictDoUpdate({
      target: [anchor.company, anchor.record],
      set: { saidAt: sql`excluded.said_at`, dueAt: sql`coalesce(${anchor.dueAt}, excluded.due_at)` },
    }),
)

/** Those of a company that wishes none any more are completed. */
async function lookWhereOpen({ company, db, t, now }: Writing) {
  const open = and(eq(t.anchor.company, company), gt(t.anchor.unread, 0), isNull(t.anchor.dueAt))
  await db.update(t.anchor).set({ dueAt: now }).where(open)
}

async function lookAgain(w: Writing, records: string[]) {
  if (records.length === 0) return
  await lookAt(w).execute({ company: w.company, records: [...new Set(records)], now: w.now })
}

const lookAt = prepared('look_at', (db, { anchor }, dialect) =>
  db
    .update(anchor)
    .set({ dueAt: sql`${sql.param(sql.placeholder('now'), anchor.dueAt)}` })
    .where(
      and(
        eq(anchor.company, sql.placeholder('company')),
        isAmong(dialect, anchor.record, 'records'),
        gt(anchor.unread, 0),
        isNull(anchor.dueAt),
      ),
    ),
)
