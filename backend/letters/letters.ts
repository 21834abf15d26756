/** Letters to people: asked for in a write, sent after its commit by one node at a time, tried again for a day. */
import { and, asc, eq, inArray, lt, lte } from 'drizzle-orm'
import type { LetterReason } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import type { LetterEnding } from './tables.ts'

export type Letter = Reading['t']['letter']['$inferSelect']

/** What came of sending it: it has ended, or is to be tried again. */
export type Delivered =
  | { ending: Exclude<LetterEnding, 'given_up'>; reason?: LetterReason; said?: string }
  | { again: LetterReason; said: string }

export interface LettersDeps {
  store: Store
  now(): Date
  deliver(company: string, letter: Letter): Promise<Delivered>
  /** Told of mistakes of ours; the letter is tried again. */
  failed(error: unknown): void
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
/**
 * Milliseconds after which another may take over what one has taken up; longer than any sending takes. What goes twice
 * because a node died while it waited for an answer carries the same id, by which a mail server knows it.
 */
const TAKEN_FOR = 5 * MINUTE
const FIRST = 30 * SECOND
const LONGEST = 60 * MINUTE
/** Milliseconds an ended letter is kept, for whoever looks for what went wrong. */
const KEPT = 30 * DAY
const SLICE = 5000
/** Letters on their way at once. */
const SIDE_BY_SIDE = 4

export async function post(w: Writing, letter: Pick<Letter, 'id' | 'by' | 'person' | 'about'>) {
  const { company, db, t, now } = w
  await db
    .insert(t.letter)
    .values({ company, ...letter, at: now, dueAt: now })
    .onConflictDoNothing()
}

export function createLetters({ store, now, deliver, failed }: LettersDeps) {
  const working = new Map<string, Promise<void>>()
  let stopped = false

  /** Sends what is due for a company; resolves when that is done. Never twice at a time. */
  function work(company: string): Promise<void> {
    const known = working.get(company)
    if (known) return known
    const run = goOn(company).finally(() => working.delete(company))
    working.set(company, run)
    return run
  }

  async function goOn(company: string) {
    if (!(await store.read(company, (r) => isDue(r, now())))) return
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => sendSome(company)))
  }

  async function sendSome(company: string) {
    while (!stopped) {
      const letter = await store.write(company, takeUp)
      if (!letter) return
      const came = await attempt(company, letter)
      await store.write(company, (w) => record(w, letter, came))
    }
  }

  async function attempt(company: string, letter: Letter): Promise<Delivered> {
    try {
      return await deliver(company, letter)
    } catch (error) {
      failed(error)
      return { again: 'later', said: 'a mistake of ours' }
    }
  }

  return {
    work,
    /** Takes up nothing more; resolves when what is under way is recorded. */
    async stop() {
      stopped = true
      await Promise.allSettled(working.values())
    },
  }
}

async function isDue({ company, db, t }: Reading, at: Date): Promise<boolean> {
  const due = and(eq(t.letter.company, company), lte(t.letter.dueAt, at))
  const [row] = await db.select({ id: t.letter.id }).from(t.letter).where(due).limit(1)
  return row !== undefined
}

async function takeUp({ company, db, t, now }: Writing): Promise<Letter | undefined> {
  const [found] = await db
    .select()
    .from(t.letter)
    .where(and(eq(t.letter.company, company), lte(t.letter.dueAt, now)))
    .orderBy(asc(t.letter.dueAt), asc(t.letter.id))
    .limit(1)
  if (!found) return undefined
  const taken = { tries: found.tries + 1, dueAt: new Date(now.getTime() + TAKEN_FOR) }
  await db
    .update(t.letter)
    .set(taken)
    .where(and(eq(t.letter.company, company), eq(t.letter.id, found.id)))
  return { ...found, ...taken }
}

/** Nothing when somebody else has taken it over: what he finds out counts. */
async function record({ company, db, t, now }: Writing, { id, at, tries }: Letter, came: Delivered) {
  await db
    .update(t.letter)
    .set(outcomeOf(came))
    .where(and(eq(t.letter.company, company), eq(t.letter.id, id), eq(t.letter.tries, tries)))

  function outcomeOf(came: Delivered): Partial<Letter> {
    if ('ending' in came) {
      const { ending, reason = null, said = null } = came
      return { ending, reason, said, endedAt: now, dueAt: null }
    }
    const { again: reason, said } = came
    if (now.getTime() - at.getTime() > DAY)
      return { ending: 'given_up', reason, said, endedAt: now, dueAt: null }
    const pause = Math.min(FIRST * 2 ** (tries - 1), LONGEST)
    return { reason, said, dueAt: new Date(now.getTime() + pause) }
  }
}

/** Forgets letters that ended 30 days ago; true when there are more of them. */
export async function forgetLetters({ company, db, t, now }: Writing): Promise<boolean> {
  const old = and(eq(t.letter.company, company), lt(t.letter.endedAt, new Date(now.getTime() - KEPT)))
  const some = db.select({ id: t.letter.id }).from(t.letter).where(old).limit(SLICE)
  const gone = await db
    .delete(t.letter)
    .where(and(eq(t.letter.company, company), inArray(t.letter.id, some)))
    .returning({ id: t.letter.id })
  return gone.length === SLICE
}
