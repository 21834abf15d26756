/** Whom a message calls, and for whom it rings. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { isGuest } from '../people/guests.ts'
import type { Level } from '../shown.ts'
import { isAmong, prepared, type Reading } from '../store/store.ts'
import type { Said } from '../threads/said.ts'
import type { Why } from './tables.ts'

const ROLE = 'role:'

export interface Called {
  person: string
  why: Why
  record: string
  thread: string
  seq: number
  at: Date
  message: string
  /** There is a question mark in it. */
  asks: boolean
  /** Not for whoever has chosen that nothing of the thread rings. */
  rings: boolean
}

interface Member {
  person: string
  level: Level
}

/** Those called by what was said, each for one reason; never the author, never somebody who is not in the thread. */
export async function calledBy(r: Reading, all: Said[]): Promise<Called[]> {
  if (all.length === 0) return []
  const members = await membersOf(
    r,
    all.map(({ thread }) => thread),
  )
  const authors = await authorsOf(
    r,
    all.flatMap(({ replyTo }) => replyTo ?? []),
  )
  return all.flatMap((said) => {
    const here = members.get(said.thread) ?? []
    const why = whyOf(said, here, authors)
    const { record, thread, seq, at, id: message, asks } = said
    return here.flatMap(({ person, level }) => {
      const reason = why.get(person)
      const called = { person, record, thread, seq, at, message, asks, rings: level !== 'none' }
      return reason ? [{ ...called, why: reason }] : []
    })
  })
}

/** Why it calls each of them; the strongest reason counts. */
function whyOf(said: Said, members: Member[], authors: Map<string, string>): Map<string, Why> {
  const { kind, author, mentions, called: byRole, replyTo } = said
  const why = new Map<string, Why>()
  for (const { person, level } of members) if (level === 'all') why.set(person, 'said')
  if (kind === 'private') for (const { person } of members) why.set(person, 'private')
  const answered = replyTo && authors.get(replyTo)
  if (answered) why.set(answered, 'answered')
  for (const person of named(mentions, byRole)) why.set(person, 'named')
  why.delete(author)
  return why
}

function named(mentions: string[], byRole: Said['called']): string[] {
  const people = mentions.filter((one) => !one.startsWith(ROLE))
  return [...people, ...Object.values(byRole ?? {}).flat()]
}

/** Thread -> who is in it now, and what of it rings for him. A guest has no bell. */
async function membersOf(r: Reading, threads: string[]): Promise<Map<string, Member[]>> {
  const { level: common } = await choicesOf(r)
  const rows = await levelsIn(r).execute({ company: r.company, threads: [...new Set(threads)] })
  const people = rows.filter(({ person }) => !isGuest(person))
  const byThread = Map.groupBy(people, ({ thread }) => thread)
  const levelled = (of: typeof rows) =>
    of.map(({ person, here, all }) => ({ person, level: here ?? all ?? common }))
  return new Map([...byThread].map(([thread, of]) => [thread, levelled(of)]))
}

const levelsIn = prepared('levels_in', (db, t, dialect) => {
  const company = sql.placeholder('company')
  return db
    .select({ thread: t.member.thread, person: t.member.person, here: t.member.level, all: t.wish.level })
    .from(t.member)
    .leftJoin(t.wish, and(eq(t.wish.company, company), eq(t.wish.person, t.member.person)))
    .where(
      and(
        eq(t.member.company, company),
        isAmong(dialect, t.member.thread, 'threads'),
        isNull(t.member.leftAt),
      ),
    )
})

async function authorsOf({ company, db, t }: Reading, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: t.message.id, author: t.message.author })
    .from(t.message)
    .where(and(eq(t.message.company, company), inArray(t.message.id, [...new Set(ids)])))
  return new Map(rows.map(({ id, author }) => [id, author]))
}
