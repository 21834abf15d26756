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
import { messageById } from './find.ts'
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
  return rows.map((row) => {
    const { id, replyTo, deletedAt } = row
    const shown: ShownMessage = Object.assign(bare(row), {
      files: files.get(id) ?? [],
      reactions: (!deletedAt && reactions.get(id)) || [],
    })
    const quote = replyTo && quotes.get(replyTo)
    if (quote) shown.quote = quote
    const handed = tasks.get(id)
    if (handed) shown.tasks = handed
    return Object.assign(shown, matters(id))
  })
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
  const [id, ...others] = ids
  const rows =
    id !== undefined && others.length === 0
      ? // Of one: so it is after nearly every commit, for everybody who looks on.
        await messageById(r).execute({ company, id })
      : await db
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
    ...(isElsewhere(row) && { elsewhere: true as const }),
    at: at.toISOString(),
    files: deletedAt ? 0 : files,
    ...(deletedAt && { deletedAt: deletedAt.toISOString() }),
    ...(happened && { happened }),
  }
}

/** What its row says by itself. Filled in, not put together of spreads: a page has many. */
function bare(row: MessageRow) {
  const { id, thread, seq, author, text, mentions } = row
  const message: Omit<ShownMessage, 'files' | 'reactions'> = {
    id,
    thread,
    seq,
    author,
    text,
    mentions,
    at: row.at.toISOString(),
  }
  if (isElsewhere(row)) message.elsewhere = true
  if (row.editedAt) message.editedAt = row.editedAt.toISOString()
  if (row.deletedAt) message.deletedAt = row.deletedAt.toISOString()
  if (row.deletedBy) message.deletedBy = row.deletedBy
  if (row.urgentAt) message.urgentAt = row.urgentAt.toISOString()
  if (row.pinnedAt) message.pinnedAt = row.pinnedAt.toISOString()
  if (row.pinnedBy) message.pinnedBy = row.pinnedBy
  if (row.called) message.called = row.called
  if (row.answers && !row.deletedAt) message.answers = row.answers
  if (row.happened) message.happened = row.happened
  if (row.replyTo) message.replyTo = row.replyTo
  return message
}

const isElsewhere = ({ elsewhereAt, deletedAt }: Pick<MessageRow, 'elsewhereAt' | 'deletedAt'>) =>
  elsewhereAt !== null && deletedAt === null

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
    ...(isElsewhere(row) && { elsewhere: true as const }),
    ...(deletedAt && { deletedAt: deletedAt.toISOString() }),
  }
}
