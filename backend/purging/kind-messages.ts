import { and, asc, eq, gt, gte, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'
import { cardOf, placed, placeOf } from '../retention/places.ts'
import type { Reading } from '../store/store.ts'
import type { Candidate, Kind, Page } from './kinds.ts'
import { eraseMessages } from './messages.ts'

/** Threads looked through at once. */
const THREADS = 50

/** What people have written, and what the chat itself has told. */
export const messages: Kind = {
  name: 'messages',
  what: 'messages',
  // To take words out of the index so that they can't be read from the disk takes a millisecond a message.
  most: 2,

  async page(r, { madeBy, after, most }) {
    const from = placeIn(after)
    const threads = await threadsFrom(r, from.thread, madeBy)
    const last = threads.at(-1)
    if (last === undefined) return { found: [] }
    const { message } = r.t
    const later = or(gt(message.thread, from.thread), gt(message.seq, from.seq))
    const where = and(inArray(message.thread, threads), later, madeBy && lte(message.at, madeBy))
    return paged(await messagesWhere(r, where, most), most, threads.length === THREADS ? last : undefined)
  },

  async again(r, ids) {
    return (await messagesWhere(r, inArray(r.t.message.id, ids), ids.length)).map(({ thing }) => thing)
  },

  erase: eraseMessages,
}

type Found = Awaited<ReturnType<typeof messagesWhere>>

/** @param last the last of the threads looked through, when there may be more of them */
function paged(rows: Found, most: number, last: string | undefined): Page {
  const found = rows.map(({ thing }) => thing)
  const end = rows.at(-1)
  if (end && rows.length === most) return { found, next: `${end.seq}.${end.thread}` }
  return { found, ...(last !== undefined && { next: `${Number.MAX_SAFE_INTEGER}.${last}` }) }
}

/** `12.<thread>`: after that message of the thread. */
function placeIn(after: string) {
  const [seq = '', ...thread] = after.split('.')
  return { seq: Number(seq), thread: thread.join('.') }
}

async function threadsFrom({ company, db, t }: Reading, thread: string, madeBy: Date | undefined) {
  const rows = await db
    .select({ id: t.thread.id })
    .from(t.thread)
    .where(
      and(eq(t.thread.company, company), gte(t.thread.id, thread), madeBy && lte(t.thread.openedAt, madeBy)),
    )
    .orderBy(asc(t.thread.id))
    .limit(THREADS)
  return rows.map(({ id }) => id)
}

async function messagesWhere({ company, db, t }: Reading, where: SQL | undefined, most: number) {
  const rows = await db
    .select({
      ...{ id: t.message.id, at: t.message.at, seq: t.message.seq, thread: t.message.thread },
      author: t.message.author,
      place: placed(t),
    })
    .from(t.message)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.message.thread)))
    .leftJoin(t.card, cardOf(t))
    .where(and(eq(t.message.company, company), isNull(t.message.erasedAt), where))
    .orderBy(asc(t.message.thread), asc(t.message.seq))
    .limit(most)
  return rows.map(({ id, at, seq, thread, author, place }) => {
    const { record, client } = place
    const covered = { record, client, thread, person: author, at }
    const thing: Candidate = { id, what: 'messages', made: at, place: placeOf(place), covered, bytes: 0 }
    return { seq, thread, thing }
  })
}
