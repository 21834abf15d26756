/**
 * What somebody who oversees a company is not shown all the same: that something is there he may learn, what it is called or
 * says only its people may, and whoever reads it for a reason that its people are told.
 */
import { and, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'
import { admits } from './file-classes.ts'
import { sight } from './sight.ts'

/** Private threads among these that he is not in and does not read just now. */
export async function closedThreads(r: Reading, person: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { company, db, t, now } = r
  const { thread, member, supervision } = t
  const [his, reads] = [eq(member.person, person), eq(supervision.person, person)]
  const rows = await db
    .select({ id: thread.id })
    .from(thread)
    .leftJoin(
      member,
      and(eq(member.company, company), eq(member.thread, thread.id), his, isNull(member.leftAt)),
    )
    .leftJoin(
      supervision,
      and(
        ...[eq(supervision.company, company), eq(supervision.thread, thread.id)],
        ...[reads, gt(supervision.until, now)],
      ),
    )
    .where(
      and(
        ...[eq(thread.company, company), inArray(thread.id, ids), eq(thread.kind, 'private')],
        ...[isNull(member.person), isNull(supervision.person)],
      ),
    )
  return new Set(rows.map(({ id }) => id))
}

/** Files among these that are of such threads, or of a class that he is not shown. */
export async function closedFiles(r: Reading, person: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { classes } = await sight(r, { person, record: '' })
  const { company, db, t } = r
  const files = await db
    .select({ id: t.file.id, thread: t.file.thread, class: t.file.class })
    .from(t.file)
    .where(and(eq(t.file.company, company), inArray(t.file.id, ids)))
  const threads = await closedThreads(r, person, [...new Set(files.map(({ thread }) => thread))])
  const closed = files.filter((file) => threads.has(file.thread) || !admits(classes, file.class))
  return new Set(closed.map(({ id }) => id))
}
