/** Reminding whoever has not confirmed: by hand now and then, by the clock three times. */
import { and, asc, eq, lte } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { awaitedBy } from '../awaited/awaited.ts'
import {
  type MessageRow,
  placeOf,
  type Talk,
  type ThreadRow,
  tellAndCall,
  tellMatter,
} from '../awaited/talk.ts'
import { activePeople } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { directoryOf } from '../roles/directory.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { change, findAsked, type Row } from './acknowledgements.ts'
import { nextReminder } from './next.ts'

/** How often the clock reminds. */
const REMINDERS_MOST = 3
/** Milliseconds between two reminders by hand. */
const APART = 10 * 60_000
/** Messages of one slice. */
const SLICE = 50

/** Reminds whoever has not confirmed; only whoever asked, and not all the time: `too_many_requests`. */
export async function remind(w: Writing, talk: Talk, viewer: Viewer, threadId: string, id: string) {
  const { thread, message, row } = await findAsked(w, talk, viewer, threadId, id)
  if (row.by !== viewer.person) throw new Refused('not_author')
  if (thread.closedAt) throw new Refused('thread_closed')
  if (row.remindedAt && w.now.getTime() - row.remindedAt.getTime() < APART)
    throw new Refused('too_many_requests')
  await remindOf(w, talk, thread, message, row, viewer.person)
  const on = { record: thread.record, thread: threadId, thing: id }
  audit(w, { act: 'acknowledgement.reminded', by: viewer, on })
}

export interface RemindingDeps {
  store: Store
  now(): Date
  talk: Talk
}

export function createReminding({ store, now, talk }: RemindingDeps) {
  return {
    /** Reminds of a slice of what was to be confirmed; true when there may be more. */
    async remindDue(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnyReminderDue(r, now())))) return false
      return store.write(company, (w) => remindDue(w, talk))
    },
  }
}

/** Whether the clock has anybody to remind at this moment. */
async function isAnyReminderDue({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const due = and(eq(t.acknowledgement.company, company), lte(t.acknowledgement.dueAt, now))
  const [row] = await db
    .select({ message: t.acknowledgement.message })
    .from(t.acknowledgement)
    .where(due)
    .limit(1)
  return row !== undefined
}

async function remindDue(w: Writing, talk: Talk): Promise<boolean> {
  const { company, db, t, now } = w
  const due = await db
    .select()
    .from(t.acknowledgement)
    .where(and(eq(t.acknowledgement.company, company), lte(t.acknowledgement.dueAt, now)))
    .orderBy(asc(t.acknowledgement.dueAt))
    .limit(SLICE)
  for (const row of due) {
    const place = await placeOf(w, row.message)
    if (!place || place.thread.closedAt) await change(w, row.message, { dueAt: null })
    else await remindOf(w, talk, place.thread, place.message, row, null)
  }
  return due.length === SLICE
}

async function remindOf(
  w: Writing,
  talk: Talk,
  thread: ThreadRow,
  message: MessageRow,
  row: Row,
  by: string | null,
) {
  const asked = (await awaitedBy(w, 'confirmation', [message.id])).get(message.id) ?? []
  const late = asked.filter(({ doneAt }) => !doneAt).map(({ person }) => person)
  const here = await activePeople(w, late)
  const people = late.filter((person) => here.has(person))
  if (people.length === 0) return change(w, message.id, { dueAt: null })

  const { hours } = await directoryOf(w)
  const reminders = row.reminders + (by === null ? 1 : 0)
  const dueAt = reminders < REMINDERS_MOST ? nextReminder(hours, w.now) : null
  await change(w, message.id, { remindedAt: w.now, reminders, dueAt })
  const happened = { what: 'reminded' as const, message: message.id, seq: message.seq, people, by }
  await tellAndCall(w, talk, thread, { id: talk.newId(), happened, people, why: 'waiting' })
  await tellMatter(w, talk, thread, message.id)
}
