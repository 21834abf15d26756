/** What a company had here when it chose to keep its texts in its CRM goes over by and by, and what could not go goes later. */
import { and, asc, eq, gt, inArray, isNull, ne, or } from 'drizzle-orm'
import type { Reading, Store, Writing } from '../store/store.ts'
import { eraseKept, type FileDeps, keepFilesOf } from './files.ts'
import { handOver } from './hand-over.ts'
import { isRelaying } from './mode.ts'

/** Texts on their way at a time: what people say now is not to wait behind all that was ever said. */
const OUTSTANDING = 60
/** Messages looked through in one write, which everybody else's writes wait for. */
const SLICE = 30

/** Hands over a slice of what is here; true when there is more and the host is not busy with it. */
export async function handOverSome(store: Store, deps: FileDeps, company: string): Promise<boolean> {
  const isAnything = await store.read(company, async (r) => {
    const place = await placeOf(r)
    return place !== undefined && (await outstanding(r)) < OUTSTANDING
  })
  return isAnything && store.write(company, (w) => slice(w, deps))
}

async function slice(w: Writing, deps: FileDeps): Promise<boolean> {
  const { company, db, t } = w
  const place = await placeOf(w)
  if (!place || !(await isRelaying(w))) return false
  const rows = await messagesAfter(w, place)
  const messages = rows.map(({ id }) => id)
  await handOver(w, messages)
  const withFiles = rows.flatMap(({ id, files }) => (files > 0 ? [id] : []))
  await keepFilesOf(w, withFiles)
  await eraseKept(w, deps, await filesOf(w, withFiles))
  const last = rows.at(-1)
  const mine = eq(t.handingOver.company, company)
  if (!last || rows.length < SLICE) {
    await db.delete(t.handingOver).where(mine)
    return false
  }
  await db.update(t.handingOver).set({ thread: last.thread, seq: last.seq }).where(mine)
  return (await outstanding(w)) < OUTSTANDING
}

interface Place {
  thread: string
  seq: number
}

async function placeOf({ company, db, t }: Reading): Promise<Place | undefined> {
  const [row] = await db.select().from(t.handingOver).where(eq(t.handingOver.company, company))
  return row
}

async function outstanding({ company, db, t: { relayed } }: Reading): Promise<number> {
  const under = and(eq(relayed.company, company), isNull(relayed.at), isNull(relayed.stays))
  return Number(await db.$count(relayed, under))
}

async function messagesAfter({ company, db, t: { message } }: Reading, { thread, seq }: Place) {
  const later = or(gt(message.thread, thread), and(eq(message.thread, thread), gt(message.seq, seq)))
  const hasAny = or(ne(message.text, ''), gt(message.files, 0))
  return db
    .select({ id: message.id, thread: message.thread, seq: message.seq, files: message.files })
    .from(message)
    .where(and(eq(message.company, company), isNull(message.deletedAt), hasAny, later))
    .orderBy(asc(message.thread), asc(message.seq))
    .limit(SLICE)
}

async function filesOf({ company, db, t: { file } }: Reading, messages: string[]): Promise<string[]> {
  if (messages.length === 0) return []
  const rows = await db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.company, company), inArray(file.message, messages), isNull(file.erasedAt)))
  return rows.map(({ id }) => id)
}

/** Tries again what was on hold or could not be brought for days. */
export async function handOverAgain(store: Store, company: string) {
  let after = ''
  while (await store.read(company, isRelaying)) {
    const from = after
    const some = await store.read(company, (r) => waitingAfter(r, from))
    const last = some.at(-1)
    if (last === undefined) return
    await store.write(company, (w) => handOver(w, some))
    after = last
  }
}

/** Ids of messages. */
async function waitingAfter({ company, db, t: { relayed } }: Reading, after: string): Promise<string[]> {
  const waits = and(isNull(relayed.at), inArray(relayed.stays, ['held', 'given_up']))
  const rows = await db
    .selectDistinct({ message: relayed.message })
    .from(relayed)
    .where(and(eq(relayed.company, company), gt(relayed.message, after), waits))
    .orderBy(asc(relayed.message))
    .limit(SLICE)
  return rows.map(({ message }) => message)
}
