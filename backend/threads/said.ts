import { and, eq, isNull, like, sql } from 'drizzle-orm'
import { isAmong, prepared, type Reading } from '../store/store.ts'

export type Said = Awaited<ReturnType<typeof saidBy>>[number]

/** What people have written among these events, with where; what happened to a record is written by nobody. */
export async function saidIn(r: Reading, events: { topic: string; data: Record<string, unknown> }[]) {
  const sent = events.filter(({ topic }) => topic === 'message.sent').map(({ data }) => String(data.message))
  return saidBy(r, sent)
}

/** The same of messages by their ids. */
export async function saidBy(r: Reading, sent: string[]) {
  return sent.length === 0 ? [] : messagesSaid(r).execute({ company: r.company, sent })
}

const messagesSaid = prepared('messages_said', (db, t, dialect) => {
  const company = sql.placeholder('company')
  return db
    .select({
      id: t.message.id,
      /** There is a question mark in it. */
      asks: sql<boolean>`${like(t.message.text, '%?%')}`.mapWith(Boolean),
      thread: t.message.thread,
      seq: t.message.seq,
      at: t.message.at,
      author: t.message.author,
      mentions: t.message.mentions,
      called: t.message.called,
      replyTo: t.message.replyTo,
      record: t.thread.record,
      kind: t.thread.kind,
    })
    .from(t.message)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.message.thread)))
    .where(
      and(
        eq(t.message.company, company),
        isAmong(dialect, t.message.id, 'sent'),
        isNull(t.message.happened),
        isNull(t.message.deletedAt),
      ),
    )
})
