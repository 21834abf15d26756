/** Whose answer a message waits for. */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { substitutesOf } from '../absences/absences.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { What } from './tables.ts'

interface Waiting {
  message: string
  what: What
}

/** Waits for these people too, and for those who stand in for them; whoever is waited for already stays as he is. */
export async function waitFor(
  w: Writing,
  { thread, people, ...waiting }: Waiting & { thread: string; people: string[] },
) {
  const { company, db, t, now } = w
  const standing = await standingIn(w, thread, people)
  for (const person of new Set([...people, ...standing])) {
    await db
      .insert(t.awaited)
      .values({ company, ...waiting, person, thread, at: now })
      .onConflictDoNothing()
  }
}

/** Those who stand in for whoever is away; not in a private thread, which is its people's. */
async function standingIn(w: Writing, thread: string, people: string[]): Promise<string[]> {
  const standing = [...(await substitutesOf(w, people)).values()]
  if (standing.length === 0) return []
  const { company, db, t } = w
  const [found] = await db
    .select({ kind: t.thread.kind })
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, thread)))
  return found?.kind === 'private' ? [] : standing.map(({ substitute }) => substitute)
}

/** Somebody has done what was waited for. */
export async function hasDone(w: Writing, waiting: Waiting, person: string) {
  const { company, db, t, now } = w
  await db
    .update(t.awaited)
    .set({ doneAt: now })
    .where(and(eq(t.awaited.company, company), whichOf(w, waiting), eq(t.awaited.person, person)))
}

/** Nobody is waited for any more. */
export async function endWaiting(w: Writing, waiting: Waiting) {
  const { company, db, t, now } = w
  await db
    .update(t.awaited)
    .set({ endedAt: now })
    .where(and(eq(t.awaited.company, company), whichOf(w, waiting), isNull(t.awaited.endedAt)))
}

/** All of them are waited for again. */
export async function waitAgain(w: Writing, waiting: Waiting) {
  const { company, db, t } = w
  await db
    .update(t.awaited)
    .set({ doneAt: null, endedAt: null })
    .where(and(eq(t.awaited.company, company), whichOf(w, waiting)))
}

export type AwaitedRow = Reading['t']['awaited']['$inferSelect']

/** By message, in the order they were asked. */
export async function awaitedBy(
  { company, db, t }: Reading,
  what: What,
  messages: string[],
): Promise<Map<string, AwaitedRow[]>> {
  if (messages.length === 0) return new Map()
  const rows = await db
    .select()
    .from(t.awaited)
    .where(
      and(eq(t.awaited.company, company), inArray(t.awaited.message, messages), eq(t.awaited.what, what)),
    )
    .orderBy(asc(t.awaited.at), asc(t.awaited.person))
  return Map.groupBy(rows, ({ message }) => message)
}

function whichOf({ t }: Pick<Reading, 't'>, { message, what }: Waiting) {
  return and(eq(t.awaited.message, message), eq(t.awaited.what, what))
}
