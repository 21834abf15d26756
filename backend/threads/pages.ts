import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { veiled } from '../access/veil.ts'
import type { ShownMessage } from '../shown.ts'
import { prepared, type Reading } from '../store/store.ts'
import type { FoundThread } from './find.ts'
import { PAGE, PAGE_MOST } from './limits.ts'
import { showMessages } from './show.ts'

export interface Page {
  /** Older than this seq. */
  before?: number | undefined
  /** Newer than this seq. */
  after?: number | undefined
  limit?: number | undefined
}

/** A page of a thread by seq as somebody sees it, newest last; without a cursor the newest page. */
export async function messagePage(
  r: Reading,
  { thread: { id: thread }, sight, view }: Pick<FoundThread, 'thread' | 'sight' | 'view'>,
  { before, after, limit = PAGE }: Page,
): Promise<ShownMessage[]> {
  const { company } = r
  const most = Math.max(1, Math.min(limit, PAGE_MOST))
  const rows =
    after !== undefined
      ? await newer(r).execute({ company, thread, after, most })
      : await olderPage(r).execute({ company, thread, before: before ?? Number.MAX_SAFE_INTEGER, most })
  const shown = await showMessages(r, after !== undefined ? rows : rows.reverse())
  const seeing = { ...view, invited: sight.invited }
  return shown.flatMap((message) => veiled(message, seeing) ?? [])
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
