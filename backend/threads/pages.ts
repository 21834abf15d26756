import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import type { ShownMessage } from '../shown.ts'
import { prepared, type Reading } from '../store/store.ts'
import { PAGE, PAGE_MOST } from './limits.ts'
import { showMessages } from './show.ts'

export interface Page {
  /** Older than this seq. */
  before?: number | undefined
  /** Newer than this seq. */
  after?: number | undefined
  limit?: number | undefined
}

/** A page of a thread by seq, newest last; without a cursor the newest page. */
export async function messagePage(
  r: Reading,
  thread: string,
  { before, after, limit = PAGE }: Page,
): Promise<ShownMessage[]> {
  const { company } = r
  const most = Math.max(1, Math.min(limit, PAGE_MOST))
  if (after !== undefined) return showMessages(r, await newer(r).execute({ company, thread, after, most }))
  const older = await olderPage(r).execute({
    company,
    thread,
    before: before ?? Number.MAX_SAFE_INTEGER,
    most,
  })
  return showMessages(r, older.reverse())
}

const olderPage = prepared('older_page', (db, t) =>
  db
    .select()
    .from(t.message)
    .where(
      and(
        eq(t.message.company, sql.placeholder('company')),
        eq(t.message.thread, sql.placeholder('thread')),
        lt(t.message.seq, sql.placeholder('before')),
      ),
    )
    .orderBy(desc(t.message.seq))
    .limit(sql.placeholder('most')),
)

const newer = prepared('newer_page', (db, t) =>
  db
    .select()
    .from(t.message)
    .where(
      and(
        eq(t.message.company, sql.placeholder('company')),
        eq(t.message.thread, sql.placeholder('thread')),
        gt(t.message.seq, sql.placeholder('after')),
      ),
    )
    .orderBy(asc(t.message.seq))
    .limit(sql.placeholder('most')),
)
