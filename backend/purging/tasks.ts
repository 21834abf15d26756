/** Tasks made from messages that go: the task is the host's and stays there, here nothing remembers what it is called. */
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Writing } from '../store/store.ts'
import { blankLines } from './lines.ts'

export async function eraseTasks(w: Writing, messages: string[]) {
  const { company, db, t } = w
  const tasks = await db
    .delete(t.task)
    .where(and(eq(t.task.company, company), inArray(t.task.message, messages)))
    .returning({ thread: t.task.thread, title: t.task.title, errand: t.task.errand })
  if (tasks.length === 0) return
  const errands = inArray(
    t.errand.id,
    tasks.map(({ errand }) => errand),
  )
  await db.delete(t.errand).where(and(eq(t.errand.company, company), errands, isNotNull(t.errand.endedAt)))
  for (const [thread, of] of Map.groupBy(tasks, (task) => task.thread)) {
    await blankDone(w, thread, new Set(of.map(({ title }) => title)))
  }
}

/** Lines that tell of a task done repeat its title: in its thread, or in the team's of the same record. */
async function blankDone(w: Writing, thread: string, titles: Set<string>) {
  const { company, db, t } = w
  const record = db
    .select({ record: t.thread.record })
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, thread)))
  await blankLines(w, eq(t.thread.record, record), (line) =>
    line.what === 'task_done' && titles.has(line.title) ? { ...line, title: '' } : undefined,
  )
}
