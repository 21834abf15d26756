/** Reads what a dossier is made of, but its messages: as whoever asked for it sees the record at that moment. */
import { and, asc, eq, inArray, isNotNull, max } from 'drizzle-orm'
import { type Edition, everybodySees } from '../access/common.ts'
import { admits } from '../access/file-classes.ts'
import { sight } from '../access/sight.ts'
import type { Seeing } from '../access/veil.ts'
import { languageOf } from '../companies/framed.ts'
import { filingOf } from '../documents/filing.ts'
import { threadsSeen } from '../search/search.ts'
import type { Field, ShownPerson } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { approvalsIn } from './approvals.ts'
import type { Contents, FactIn, FileIn, ThreadIn } from './contents.ts'
import { pathOfFile } from './names.ts'
import { everybody, peopleIn } from './people.ts'
import type { DossierRow } from './rows.ts'
import { ARCHIVE_MOST } from './zip.ts'

export interface Gathered {
  contents: Contents
  /** How each thread is seen. */
  views: Map<string, Seeing>
  /** Everybody the company knows; whoever is named in the dossier goes into it. */
  everybody: Map<string, ShownPerson>
  /** Threads of the record that are not in it. */
  except: string[]
  edition: Edition
  /** Messages there are to write. */
  messages: number
}

/** Bytes of files that go in at most: the rest of an archive is for what was said. */
export const FILES_MOST = ARCHIVE_MOST - 512 * 1024 * 1024

export interface Order extends Pick<DossierRow, 'id' | 'by' | 'language' | 'zone'> {
  edition: Edition
  /** Private threads he is in are in it too. */
  private: boolean
  /** Bytes of files that go in at most; later ones are named, and not in it. */
  filesMost: number
}

/** @param without files whose bytes have turned out to be lost */
export async function gather(
  r: Reading,
  viewer: Viewer,
  order: Order,
  without: ReadonlySet<string>,
): Promise<Gathered> {
  const { id, by, zone, edition, filesMost } = order
  const { company, record } = viewer
  // First: whatever is read from here on is told of in the log up to there, or later.
  const upTo = await newestEntry(r)
  const common = edition === 'everybody' ? await everybodySees(r) : undefined
  const seeing = { ...(await sight(r, viewer)), ...common, ...(common && { documents: true }) }
  const seen = (await threadsSeen(r, viewer, [record])).filter(
    (one) => order.private || one.kind !== 'private',
  )
  const views = new Map(seen.map((one) => [one.id, common ?? one.seeing]))
  const { threads, except } = await threadsIn(r, record, views)
  const ids = threads.map(({ id }) => id)
  const hides = (field: Field) => seeing.hidden.includes(field)
  const card = await cardOf(r, record)
  const { files, withheld } = await filesIn(r, ids, {
    edition,
    classes: seeing.classes,
    open: seeing.documents,
    ...{ without, filesMost },
  })
  const filing = await filingOf(r)
  const language = languageOf(order.language)
  const told = {
    people: [],
    ...(await peopleIn(r, record, ids)),
    facts: (await factsOf(r, ids)).filter(({ removedAt }) => edition === 'his' || !removedAt),
    approvals: await approvalsIn(r, ids, seeing.hidden),
    kit: await kitOf(r, record),
  }
  return {
    ...{ views, except, edition, everybody: await everybody(r) },
    messages: threads.reduce((sum, { lastSeq }) => sum + lastSeq, 0),
    contents: {
      format: 'dealthread.dossier.1',
      ...{ id, company, record, by, language, zone, upTo },
      title: hides('title') ? '' : (card?.title ?? ''),
      client: hides('client') ? null : (card?.client ?? null),
      at: r.now.toISOString(),
      threads,
      leftOut: { threads: except.length, files: withheld },
      ...told,
      kinds: Object.fromEntries(filing.kinds.map(({ id, title }) => [id, title[language]])),
      files,
    },
  }
}

async function newestEntry({ company, db, t: { entry } }: Reading): Promise<number> {
  const [row] = await db
    .select({ position: max(entry.position) })
    .from(entry)
    .where(eq(entry.company, company))
  return Number(row?.position ?? 0)
}

async function cardOf({ company, db, t: { card } }: Reading, record: string) {
  const [row] = await db
    .select({ seen: card.seen })
    .from(card)
    .where(and(eq(card.company, company), eq(card.record, record)))
  return row?.seen
}

async function threadsIn(
  { company, db, t: { thread } }: Reading,
  record: string,
  views: Map<string, unknown>,
) {
  const rows = await db
    .select()
    .from(thread)
    .where(and(eq(thread.company, company), eq(thread.record, record)))
    .orderBy(asc(thread.openedAt), asc(thread.id))
  const threads = rows
    .filter(({ id }) => views.has(id))
    .map(
      ({ id, kind, title, audience, openedAt, openedBy, closedAt, closedBy, lastSeq }, place): ThreadIn => ({
        ...{ id, number: place + 1, kind, title, audience, openedBy, lastSeq },
        openedAt: openedAt.toISOString(),
        ...(closedAt && { closedAt: closedAt.toISOString() }),
        ...(closedBy && { closedBy }),
      }),
    )
  return { threads, except: rows.filter(({ id }) => !views.has(id)).map(({ id }) => id) }
}

/** Facts and what became of them, the oldest first. */
async function factsOf({ company, db, t: { fact, message } }: Reading, threads: string[]): Promise<FactIn[]> {
  if (threads.length === 0) return []
  const rows = await db
    .select({ fact, seq: message.seq })
    .from(fact)
    .innerJoin(message, and(eq(message.company, company), eq(message.id, fact.message)))
    .where(and(eq(fact.company, company), inArray(fact.thread, threads)))
    .orderBy(asc(fact.at), asc(fact.id))
  return rows.map(
    ({ fact: { id, thread, text, by, at, editedAt, editedBy, removedAt, removedBy }, seq }) => ({
      ...{ id, thread, seq, text, by, at: at.toISOString() },
      ...(editedAt && { editedAt: editedAt.toISOString() }),
      ...(editedBy && { editedBy }),
      ...(removedAt && { removedAt: removedAt.toISOString() }),
      ...(removedBy && { removedBy }),
    }),
  )
}

async function kitOf({ company, db, t: { kitStep } }: Reading, record: string): Promise<Contents['kit']> {
  const rows = await db
    .select()
    .from(kitStep)
    .where(and(eq(kitStep.company, company), eq(kitStep.record, record)))
    .orderBy(asc(kitStep.at), asc(kitStep.kind), asc(kitStep.number))
  return rows.map(({ kind, number, step, at, by, person, file, reason }) => ({
    ...{ kind, number, step, at: at.toISOString(), by },
    ...(person && { person }),
    ...(file && { file }),
    ...(reason && { reason }),
  }))
}

interface Opening {
  edition: Edition
  classes: Parameters<typeof admits>[0]
  /** Whether he may open files at all. */
  open: boolean
  without: ReadonlySet<string>
  filesMost: number
}

/**
 * Files that were sent, the oldest first; those of classes closed to him are counted and not told of, and so are those that
 * were taken back, but for whoever looks after the company.
 */
async function filesIn(r: Reading, threads: string[], opening: Opening) {
  const { edition, classes, open, without, filesMost } = opening
  if (threads.length === 0) return { files: [], withheld: 0 }
  const { file } = r.t
  const sent = and(eq(file.company, r.company), inArray(file.thread, threads), isNotNull(file.message))
  const rows = await r.db.select().from(file).where(sent).orderBy(asc(file.at), asc(file.id))
  const shown = rows.filter((row) => admits(classes, row.class) && (edition === 'his' || !row.withdrawnAt))
  let bytes = 0
  const files = shown.map((row, place): FileIn => {
    const missing = missingOf(row)
    if (!missing) bytes += row.size
    const { id, thread, message, name, type, size, hash, author, at, kind, dated, document, version } = row
    const { erasedAt, withdrawnAt, keptUrl } = row
    return {
      ...{ id, thread, message: message!, name, type, size, hash, author, at: at.toISOString() },
      ...(missing ? { missing } : { path: pathOfFile(name, place + 1) }),
      ...(erasedAt && { erasedAt: erasedAt.toISOString() }),
      ...(withdrawnAt && { withdrawnAt: withdrawnAt.toISOString() }),
      ...(kind && { kind }),
      ...(row.class && { class: row.class }),
      ...(dated && { dated }),
      ...(document && { document }),
      ...(version !== null && { version }),
      ...(keptUrl && { keptUrl }),
    }
  })

  function missingOf(row: (typeof rows)[number]): FileIn['missing'] {
    if (row.erasedAt) return 'expired'
    if (!open) return 'closed'
    if (without.has(row.id)) return 'lost'
    return bytes + row.size > filesMost ? 'too_much' : undefined
  }
  return { files, withheld: rows.length - shown.length }
}

/** How many messages and files there are, for who waits. */
export function workIn({ messages, contents }: Gathered): number {
  return messages + contents.files.filter(({ path }) => path).length
}
