import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { type About, prepared, type Reading } from '../store/store.ts'

/** Whom an event of this thread concerns: a private thread's people and who may read it just now, else whoever may see the card. */
export async function aboutThread(
  r: Reading,
  thread: { id: string; record: string; kind: string },
): Promise<Pick<About, 'record' | 'thread' | 'people'>> {
  const about = { record: thread.record, thread: thread.id }
  if (thread.kind !== 'private') return about
  const supervisors = await supervising(r).execute({ company: r.company, thread: thread.id, now: r.now })
  const people = [...(await membersOf(r, thread.id)), ...supervisors.map(({ person }) => person)]
  return { ...about, people: [...new Set(people)] }
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

const supervising = prepared('supervising', (db, t) =>
  db
    .select({ person: t.supervision.person })
    .from(t.supervision)
    .where(
      and(
        eq(t.supervision.company, sql.placeholder('company')),
        eq(t.supervision.thread, sql.placeholder('thread')),
        gt(t.supervision.until, sql.param(sql.placeholder('now'), t.supervision.until)),
      ),
    ),
)
