/** All that one person has made, over all cards: messages, files, tasks; the newest first. */
import { and, desc, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { MadeWhat } from '../shown.ts'
import type { Reading } from '../store/store.ts'

export interface MadePlace {
  at: Date
  id: string
}

export interface MadeRow {
  id: string
  at: Date
  text: string
  message: string | null
  thread: Reading['t']['thread']['$inferSelect']
}

interface Asked {
  before?: MadePlace | undefined
  limit: number
}

type Made = (r: Reading, person: string, asked: Asked) => Promise<MadeRow[]>

export const madeBy: Record<MadeWhat, Made> = { messages, files, tasks }

async function messages(
  { company, db, t: { message, thread } }: Reading,
  person: string,
  { before, limit }: Asked,
) {
  const older =
    before && or(lt(message.at, before.at), and(eq(message.at, before.at), lt(message.id, before.id)))
  const rows = await db
    .select({ id: message.id, at: message.at, text: message.text, message: message.id, thread })
    .from(message)
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, message.thread)))
    .where(and(eq(message.company, company), eq(message.author, person), isNull(message.deletedAt), older))
    .orderBy(desc(message.at), desc(message.id))
    .limit(limit)
  return rows
}

async function files(
  { company, db, t: { file, thread } }: Reading,
  person: string,
  { before, limit }: Asked,
) {
  const older = before && or(lt(file.at, before.at), and(eq(file.at, before.at), lt(file.id, before.id)))
  const sent = and(isNotNull(file.message), isNull(file.withdrawnAt))
  return db
    .select({ id: file.id, at: file.at, text: file.name, message: file.message, thread })
    .from(file)
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, file.thread)))
    .where(and(eq(file.company, company), eq(file.author, person), sent, older))
    .orderBy(desc(file.at), desc(file.id))
    .limit(limit)
}

async function tasks(
  { company, db, t: { task, thread } }: Reading,
  person: string,
  { before, limit }: Asked,
) {
  const older = before && or(lt(task.at, before.at), and(eq(task.at, before.at), lt(task.id, before.id)))
  return db
    .select({ id: task.id, at: task.at, text: task.title, message: task.message, thread })
    .from(task)
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, task.thread)))
    .where(and(eq(task.company, company), eq(task.by, person), older))
    .orderBy(desc(task.at), desc(task.id))
    .limit(limit)
}
