/** Texts that may go to the host: said by people, in a discussion open to all who see the record, and here still. */
import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import { commitment } from '../audit/leaf.ts'
import type { Coverable } from '../holds/held.ts'
import type { Reading } from '../store/store.ts'

export type RelayedRow = Reading['t']['relayed']['$inferSelect']

export interface Going {
  id: string
  text: string
  author: string
  at: Date
  record: string
  /** Of the discussion; empty for the team's own. */
  title: string
  covered: Coverable
}

/** Of these messages those that may go, in the order they were said. */
export async function goingAmong(r: Reading, messages: string[]): Promise<Going[]> {
  if (messages.length === 0) return []
  const { company, db, t } = r
  const { message, thread } = t
  const rows = await db
    .select({
      ...{ id: message.id, text: message.text, author: message.author, at: message.at },
      ...{ thread: thread.id, record: thread.record, title: thread.title, client: t.card.client },
    })
    .from(message)
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, message.thread)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, thread.record)))
    .where(and(eq(message.company, company), inArray(message.id, messages), mayGo(r)))
    .orderBy(message.at, message.seq)
  return rows.map(({ thread, client, ...row }) => {
    const { record, author: person, at } = row
    return { ...row, covered: { record, client, thread, person, at } }
  })
}

/** Whoever sees the record reads its history: nothing of a private discussion goes there. */
export function mayGo({ t: { message, thread } }: Reading) {
  return and(
    ...[ne(thread.kind, 'private'), ne(message.text, ''), isNull(message.deletedAt)],
    ...[isNull(message.happened), isNull(message.elsewhereAt)],
  )
}

/** What a message's texts are known by at the host, the newest wording first. */
export async function wordingsOf(r: Reading, message: string): Promise<RelayedRow[]> {
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.relayed)
    .where(and(eq(t.relayed.company, company), eq(t.relayed.message, message)))
  return rows.sort((one, other) => other.number - one.number)
}

/** What tells a wording from all others its message has had, or will have. */
export const wordingIn = ({ salt }: Pick<RelayedRow, 'salt'>) => salt.slice(0, 8)

/** Whether it is this very text. */
export function isText({ salt, hash }: Pick<RelayedRow, 'salt' | 'hash'>, text: string): boolean {
  return hashOf(salt, text) === hash
}

export const hashOf = (salt: string, text: string) => commitment(salt, 'text', text)
