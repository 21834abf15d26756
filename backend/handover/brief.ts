/** What whoever takes a card over has to know, made from what there is: every line leads to its message. */
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, max, ne, notInArray, sql } from 'drizzle-orm'
import type { RecordContext } from '../../crm-adapters/port.ts'
import { type Admission, admits, whereAdmitted } from '../access/file-classes.ts'
import { sight } from '../access/sight.ts'
import { factsIn } from '../facts/facts.ts'
import { currentVersions } from '../files/versions.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { BriefLine, HandoverBrief } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { NOBODY } from '../threads/happenings.ts'
import { showThreads } from '../threads/show-threads.ts'
import { offeredTo } from './offering.ts'

/** Lines of a section. */
const MOST = 50
/** Files looked through for those that hold. */
const FILES_READ = 200
/** Characters of a line. */
const TEXT_MOST = 240

/** Refused as `not_found` when the card has not come to him, or that was more than a month ago. */
export async function handoverBrief(
  r: Reading,
  viewer: Viewer,
  context: RecordContext,
): Promise<HandoverBrief> {
  const given = await offeredTo(r, viewer.person, viewer.record)
  if (!given) throw new Refused('not_found')
  const seeing = await sight(r, viewer)
  const shown = await showThreads(r, viewer, undefined, seeing)
  const threads = shown.map(({ id }) => id)
  const questions = await openQuestions(r, threads)
  const tasks = seeing.hidden.includes('tasks') ? [] : await openTasks(r, threads)
  const closes = seeing.hidden.includes('closeDate') ? null : context.closeDate
  return {
    from: given.from ? ((await peopleById(r, [given.from])).get(given.from) ?? null) : null,
    why: given.why,
    at: given.at.toISOString(),
    until: given.until.toISOString(),
    questions,
    tasks,
    unanswered: await unanswered(r, threads, [viewer.person, given.from ?? viewer.person]),
    files: await currentFiles(r, threads, seeing.classes),
    people: await whoIsWho(
      r,
      threads,
      shown.flatMap(({ members }) => members),
    ),
    dates: datesOf(closes, questions, tasks),
    pins: shown
      .flatMap(({ pins }) => pins)
      .filter(({ deletedAt }) => !deletedAt)
      .map(({ id, ...pin }) => ({ ...pin, message: id, text: short(pin.text) }))
      .map(({ thread, message, seq, author, at, text }) => ({ thread, message, seq, author, at, text })),
    facts: await factsIn(r, threads),
  }
}

/** The soonest due first. */
async function openQuestions(
  { company, db, t }: Reading,
  threads: string[],
): Promise<HandoverBrief['questions']> {
  if (threads.length === 0) return []
  const rows = await db
    .select({ question: t.question, message: t.message })
    .from(t.question)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.question.message)))
    .where(
      and(
        eq(t.question.company, company),
        inArray(t.question.thread, threads),
        isNull(t.question.answer),
        isNull(t.question.withdrawnAt),
        isNull(t.message.deletedAt),
      ),
    )
    .orderBy(asc(t.question.deadline))
    .limit(MOST)
  return rows.map(({ question: { deadline, role, people }, message }) => ({
    ...lineOf(message),
    deadline: deadline.toISOString(),
    ...(role && { role }),
    people,
  }))
}

async function openTasks({ company, db, t }: Reading, threads: string[]): Promise<HandoverBrief['tasks']> {
  if (threads.length === 0) return []
  const rows = await db
    .select({ task: t.task, message: t.message })
    .from(t.task)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.task.message)))
    .where(
      and(
        eq(t.task.company, company),
        inArray(t.task.thread, threads),
        isNull(t.task.doneAt),
        isNull(t.task.goneAt),
        isNull(t.task.refusedAt),
      ),
    )
    // Those without a deadline come last, in either database.
    .orderBy(
      sql`case when ${t.task.deadline} is null then 1 else 0 end`,
      asc(t.task.deadline),
      asc(t.task.id),
    )
    .limit(MOST)
  return rows.map(({ task: { title, deadline, responsible, handedTo }, message }) => ({
    ...lineOf(message),
    title,
    responsible: handedTo ?? responsible,
    ...(deadline && { deadline: deadline.toISOString() }),
  }))
}

/** In each thread the last word of others, if whoever answers for the card has written nothing since. */
async function unanswered(r: Reading, threads: string[], ours: string[]): Promise<BriefLine[]> {
  if (threads.length === 0) return []
  const { company, db, t } = r
  const { message } = t
  const here = and(eq(message.company, company), inArray(message.thread, threads), isNull(message.deletedAt))
  const lastBy = (who: ReturnType<typeof and>) =>
    db
      .select({ thread: message.thread, seq: max(message.seq) })
      .from(message)
      .where(and(here, who))
      .groupBy(message.thread)
  const answered = new Map(
    (await lastBy(inArray(message.author, ours))).map(({ thread, seq }) => [thread, Number(seq)]),
  )
  const others = await lastBy(notInArray(message.author, [...ours, NOBODY]))
  const open = others.filter(({ thread, seq }) => Number(seq) > (answered.get(thread) ?? 0))
  const lines: BriefLine[] = []
  for (const { thread, seq } of open.slice(0, MOST)) {
    const [row] = await db
      .select()
      .from(message)
      .where(and(eq(message.company, company), eq(message.thread, thread), eq(message.seq, Number(seq))))
    if (row) lines.push(lineOf(row))
  }
  return lines.sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** Those that can still be had and that none he sees has replaced, the newest first. */
async function currentFiles(
  r: Reading,
  threads: string[],
  classes: Admission,
): Promise<HandoverBrief['files']> {
  if (threads.length === 0) return []
  const { company, db, t } = r
  const rows = await db
    .select({ file: t.file, message: t.message })
    .from(t.file)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.file.message)))
    .where(
      and(
        eq(t.file.company, company),
        inArray(t.file.thread, threads),
        isNotNull(t.file.message),
        isNull(t.file.erasedAt),
        isNull(t.file.withdrawnAt),
        isNull(t.message.deletedAt),
        whereAdmitted(t.file.class, classes),
      ),
    )
    .orderBy(desc(t.file.at), desc(t.file.id))
    .limit(FILES_READ)
  const holding = await currentVersions(r, [...new Set(rows.flatMap(({ file }) => file.document ?? []))])
  const current = rows.filter(({ file }) => {
    const holds = file.document ? holding.get(file.document)?.file : undefined
    return !holds || holds.id === file.id || !threads.includes(holds.thread) || !admits(classes, holds.class)
  })
  return current
    .slice(0, MOST)
    .map(({ file, message }) => ({ ...lineOf(message), file: file.id, name: file.name }))
}

/** Those who have talked here and those who are in it, whoever talked last first. */
async function whoIsWho(r: Reading, threads: string[], members: string[]): Promise<HandoverBrief['people']> {
  if (threads.length === 0) return []
  const { company, db, t } = r
  const { message } = t
  const rows = await db
    .select({ person: message.author, messages: count(), last: max(message.at) })
    .from(message)
    .where(
      and(
        eq(message.company, company),
        inArray(message.thread, threads),
        ne(message.author, NOBODY),
        isNull(message.deletedAt),
      ),
    )
    .groupBy(message.author)
  const said = new Map(rows.map((row) => [row.person, row]))
  const people = await peopleById(r, [...new Set([...said.keys(), ...members])])
  return [...people.values()]
    .map((person) => {
      const last = said.get(person.id)?.last
      return {
        person,
        messages: Number(said.get(person.id)?.messages ?? 0),
        ...(last && { lastAt: last.toISOString() }),
      }
    })
    .sort((a, b) => ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1))
    .slice(0, MOST)
}

function datesOf(
  closeDate: string | null,
  questions: HandoverBrief['questions'],
  tasks: HandoverBrief['tasks'],
): HandoverBrief['dates'] {
  const closes = closeDate === null ? Number.NaN : Date.parse(closeDate)
  const dates: HandoverBrief['dates'] = [
    ...(Number.isNaN(closes) ? [] : [{ what: 'close' as const, at: new Date(closes).toISOString() }]),
    ...questions.map(({ deadline, ...line }) => ({
      what: 'question' as const,
      at: deadline,
      line: bare(line),
    })),
    ...tasks.flatMap(({ deadline, title, ...line }) =>
      deadline ? [{ what: 'task' as const, at: deadline, line: { ...bare(line), text: title } }] : [],
    ),
  ]
  return dates.sort((a, b) => (a.at < b.at ? -1 : 1))
}

function bare({ thread, message, seq, author, at, text, elsewhere }: BriefLine): BriefLine {
  return { thread, message, seq, author, at, text, ...(elsewhere && { elsewhere }) }
}

export function lineOf(row: Reading['t']['message']['$inferSelect']): BriefLine {
  const { thread, id, seq, author, at, text, elsewhereAt } = row
  return {
    ...{ thread, message: id, seq, author, at: at.toISOString(), text: short(text) },
    ...(elsewhereAt && { elsewhere: true }),
  }
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > TEXT_MOST ? `${line.slice(0, TEXT_MOST).trimEnd()}…` : line
}
