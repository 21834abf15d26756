/** Rows become what people are shown. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import { acknowledgementsOf } from '../acknowledgements/show.ts'
import { approvalsOf } from '../approvals/approvals.ts'
import { filesOf } from '../files/files.ts'
import { questionsOf } from '../questions/show.ts'
import type { LastMessage, Quote, ShownMessage } from '../shown.ts'
import { situationsIn } from '../situations/situations.ts'
import type { Reading } from '../store/store.ts'
import { tasksOf } from '../tasks/tasks.ts'
import type { MessageRow } from './messages.ts'
import { firstLine } from './text.ts'

const QUOTE_MOST = 200
const PREVIEW_MOST = 120

/** Messages with what hangs on them; asks other tables only for messages that have something there. */
export async function showMessages(r: Reading, rows: MessageRow[]): Promise<ShownMessage[]> {
  const files = await filesOf(
    r,
    idsWhere(rows, (row) => row.files > 0),
  )
  const reactions = await reactionsOf(
    r,
    idsWhere(rows, (row) => row.reactions > 0),
  )
  const tasks = await tasksOf(
    r,
    idsWhere(rows, (row) => row.tasks > 0 && !row.deletedAt),
  )
  const matters = await mattersOf(
    r,
    idsWhere(rows, (row) => row.matters > 0 && !row.deletedAt),
  )
  const quotes = await quotesOf(r, rows)
  return rows.map((row) => ({
    ...bare(row),
    ...(row.replyTo && { replyTo: row.replyTo }),
    ...(row.replyTo && quotes.has(row.replyTo) && { quote: quotes.get(row.replyTo)! }),
    files: files.get(row.id) ?? [],
    reactions: row.deletedAt ? [] : (reactions.get(row.id) ?? []),
    ...(tasks.has(row.id) && { tasks: tasks.get(row.id)! }),
    ...matters(row.id),
  }))
}

/** What messages carry besides: questions, requests, checklists. */
async function mattersOf(r: Reading, ids: string[]): Promise<(id: string) => Partial<ShownMessage>> {
  if (ids.length === 0) return () => ({})
  const questions = await questionsOf(r, ids)
  const approvals = await approvalsOf(r, ids)
  const acknowledgements = await acknowledgementsOf(r, ids)
  const situations = await situationsIn(r, ids)
  return (id) => ({
    ...(questions.has(id) && { question: questions.get(id)! }),
    ...(approvals.has(id) && { approval: approvals.get(id)! }),
    ...(acknowledgements.has(id) && { acknowledgement: acknowledgements.get(id)! }),
    ...(situations.has(id) && { situation: situations.get(id)! }),
  })
}

export async function showMessage(r: Reading, row: MessageRow): Promise<ShownMessage> {
  const [shown] = await showMessages(r, [row])
  return shown!
}

/** Messages by id, in no order; ids that are not there are left out. */
export async function messagesById(r: Reading, ids: string[]): Promise<Map<string, ShownMessage>> {
  if (ids.length === 0) return new Map()
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.message)
    .where(and(eq(t.message.company, company), inArray(t.message.id, ids)))
  return new Map((await showMessages(r, rows)).map((message) => [message.id, message]))
}

/** What `showLast` needs of a message. */
export type LastRow = Pick<
  MessageRow,
  'id' | 'seq' | 'author' | 'text' | 'at' | 'elsewhereAt' | 'deletedAt' | 'files' | 'happened'
>

export function showLast(row: LastRow): LastMessage {
  const { id, seq, author, at, deletedAt, files, happened } = row
  return {
    id,
    seq,
    author,
    text: firstLine(row.text, PREVIEW_MOST),
    ...isElsewhere(row),
    at: at.toISOString(),
    files: deletedAt ? 0 : files,
    ...(deletedAt && { deletedAt: deletedAt.toISOString() }),
    ...(happened && { happened }),
  }
}

function bare(row: MessageRow) {
  const { id, thread, seq, author, text, mentions } = row
  return {
    id,
    thread,
    seq,
    author,
    text,
    ...isElsewhere(row),
    mentions,
    at: row.at.toISOString(),
    ...(row.editedAt && { editedAt: row.editedAt.toISOString() }),
    ...(row.deletedAt && { deletedAt: row.deletedAt.toISOString() }),
    ...(row.deletedBy && { deletedBy: row.deletedBy }),
    ...(row.urgentAt && { urgentAt: row.urgentAt.toISOString() }),
    ...(row.pinnedAt && { pinnedAt: row.pinnedAt.toISOString() }),
    ...(row.pinnedBy && { pinnedBy: row.pinnedBy }),
    ...(row.called && { called: row.called }),
    ...(row.answers && !row.deletedAt && { answers: row.answers }),
    ...(row.happened && { happened: row.happened }),
  }
}

const isElsewhere = ({ elsewhereAt, deletedAt }: Pick<MessageRow, 'elsewhereAt' | 'deletedAt'>) =>
  elsewhereAt && !deletedAt ? { elsewhere: true as const } : {}

function idsWhere(rows: MessageRow[], has: (row: MessageRow) => boolean): string[] {
  return rows.filter(has).map((row) => row.id)
}

async function reactionsOf({ company, db, t }: Reading, messages: string[]) {
  const found = new Map<string, ShownMessage['reactions']>()
  if (messages.length === 0) return found
  const rows = await db
    .select()
    .from(t.reaction)
    .where(and(eq(t.reaction.company, company), inArray(t.reaction.message, messages)))
    .orderBy(asc(t.reaction.at), asc(t.reaction.person))
  for (const { message, emoji, person } of rows) {
    const reactions = found.get(message) ?? []
    found.set(message, reactions)
    const same = reactions.find((reaction) => reaction.emoji === emoji)
    if (same) same.people.push(person)
    else reactions.push({ emoji, people: [person] })
  }
  return found
}

/** Most answers quote something of the same page; only what lies further back is asked for. */
async function quotesOf({ company, db, t }: Reading, rows: MessageRow[]): Promise<Map<string, Quote>> {
  const wanted = new Set(rows.flatMap((row) => row.replyTo ?? []))
  const quotes = new Map<string, Quote>()
  if (wanted.size === 0) return quotes
  for (const row of rows) if (wanted.delete(row.id)) quotes.set(row.id, quote(row))
  if (wanted.size === 0) return quotes
  const further = await db
    .select()
    .from(t.message)
    .where(and(eq(t.message.company, company), inArray(t.message.id, [...wanted])))
  for (const row of further) quotes.set(row.id, quote(row))
  return quotes
}

function quote(row: MessageRow): Quote {
  const { id, seq, author, text, deletedAt } = row
  return {
    id,
    seq,
    author,
    text: firstLine(text, QUOTE_MOST),
    ...isElsewhere(row),
    ...(deletedAt && { deletedAt: deletedAt.toISOString() }),
  }
}
