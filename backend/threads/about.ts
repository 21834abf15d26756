import { and, eq, isNull, sql } from 'drizzle-orm'
import { type About, prepared, type Reading } from '../store/store.ts'

/** Whom an event of this thread concerns: a private thread's people only, else whoever may see the card. */
export async function aboutThread(
  r: Reading,
  thread: { id: string; record: string; kind: string },
): Promise<Pick<About, 'record' | 'thread' | 'people'>> {
  const about = { record: thread.record, thread: thread.id }
  return thread.kind === 'private' ? { ...about, people: await membersOf(r, thread.id) } : about
}

/** Person ids of those in the thread now. */
export async function membersOf(r: Reading, thread: string): Promise<string[]> {
  const rows = await currentMembers(r).execute({ company: r.company, thread })
  return rows.map((row) => row.person)
}

const currentMembers = prepared('current_members', (db, t) =>
  db
    .select({ person: t.member.person })
    .from(t.member)
    .where(
      and(
        eq(t.member.company, sql.placeholder('company')),
        eq(t.member.thread, sql.placeholder('thread')),
        isNull(t.member.leftAt),
      ),
    ),
)
