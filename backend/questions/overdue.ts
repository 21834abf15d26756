/** Questions not answered in time: step by step others are called, each an hour of working time after the last. */
import { and, asc, eq, lte } from 'drizzle-orm'
import { waitFor } from '../awaited/awaited.ts'
import { placeOf, type Talk, type ThreadRow, tellAndCall, tellMatter } from '../awaited/talk.ts'
import { activePeople } from '../people/people.ts'
import { HEAD } from '../roles/as-it-comes.ts'
import { directoryOf, holdersOf } from '../roles/directory.ts'
import { dutyOf } from '../roles/duty.ts'
import type { OverdueStep } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { ladder, nextStepAt } from './ladder.ts'
import type { QuestionRow } from './questions.ts'

/** Questions of one slice. */
const SLICE = 50

export interface LadderDeps {
  store: Store
  now(): Date
  talk: Talk
}

export function createLadder({ store, now, talk }: LadderDeps) {
  return {
    /** Takes a slice of questions not answered in time a step further; true when there may be more. */
    async callNext(company: string): Promise<boolean> {
      if (!(await store.read(company, (r) => isAnyOverdue(r, now())))) return false
      return store.write(company, (w) => callNext(w, talk))
    },
  }
}

/** Whether any question waits for its next step at this moment. */
async function isAnyOverdue({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const due = and(eq(t.question.company, company), lte(t.question.dueAt, now))
  const [row] = await db.select({ message: t.question.message }).from(t.question).where(due).limit(1)
  return row !== undefined
}

async function callNext(w: Writing, talk: Talk): Promise<boolean> {
  const { company, db, t, now } = w
  const due = await db
    .select()
    .from(t.question)
    .where(and(eq(t.question.company, company), lte(t.question.dueAt, now)))
    .orderBy(asc(t.question.dueAt))
    .limit(SLICE)
  for (const question of due) await takeStep(w, talk, question)
  return due.length === SLICE
}

async function takeStep(w: Writing, talk: Talk, question: QuestionRow) {
  const place = await placeOf(w, question.message)
  if (!place || place.thread.closedAt) return setStep(w, question, { dueAt: null })
  const { thread, message } = place
  const called = new Set(question.step ? [...question.people, ...(question.called ?? [])] : [])
  for (const step of ladder.slice(question.step ? ladder.indexOf(question.step) + 1 : 0)) {
    const people = (await peopleOf(w, talk, step, question, thread)).filter((person) => !called.has(person))
    if (people.length === 0) continue
    const { hours } = await directoryOf(w)
    await setStep(w, question, {
      step,
      called: [...(question.called ?? []), ...people],
      dueAt: nextStepAt(step, hours, w.now),
    })
    await waitFor(w, { message: message.id, what: 'answer', thread: thread.id, people })
    const { id, seq } = message
    const happened = { what: 'overdue' as const, message: id, seq, step, people, by: null }
    await tellAndCall(w, talk, thread, { id: talk.newId(), happened, people, why: 'waiting' })
    return tellMatter(w, talk, thread, id)
  }
  return setStep(w, question, { dueAt: null })
}

/** Whom a step calls: never whoever asked; nobody from outside a private thread. */
async function peopleOf(
  w: Writing,
  talk: Talk,
  step: OverdueStep,
  { role, people, by }: QuestionRow,
  thread: ThreadRow,
) {
  const wanted = step === 'person' ? people : step === 'head' ? await heads(w) : await poolOf(w, role)
  const here = await activePeople(w, wanted)
  const members = thread.kind === 'private' ? await talk.membersOf(w, thread.id) : undefined
  return wanted.filter(
    (person) => here.has(person) && person !== by && (!members || members.includes(person)),
  )
}

async function heads(w: Writing): Promise<string[]> {
  return (await dutyOf(w, [HEAD], w.now)).get(HEAD) ?? []
}

/** Everybody who answers for the role that was asked; of a question to a person, for the heads'. */
async function poolOf(w: Writing, role: string | null): Promise<string[]> {
  const { roles } = await directoryOf(w)
  const asked = roles.filter(({ id }) => id === (role ?? HEAD))
  return [...(await holdersOf(w, asked)).values()].flat()
}

async function setStep({ company, db, t }: Writing, { message }: QuestionRow, set: Partial<QuestionRow>) {
  await db
    .update(t.question)
    .set(set)
    .where(and(eq(t.question.company, company), eq(t.question.message, message)))
}
