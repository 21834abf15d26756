/** What administrators are shown of leavings: ids become names, and words only where the host shows them the card. */
import { and, count, desc, eq, isNotNull } from 'drizzle-orm'
import { closedFiles } from '../access/closed.ts'
import type { Looked } from '../home/glances.ts'
import { peopleById, peopleWith, shownPerson } from '../people/people.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { MadePage, MadeWhat, SeenPage, ShownLeaving, ShownLeavings } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { keysOf } from './acts.ts'
import { type LeavingRow, notBackOf } from './handed.ts'
import { leavingById, leftBehind, UNDO_WITHIN } from './leaving.ts'
import { type MadePlace, madeBy } from './made.ts'
import { countSeen, REPORTED, seenBy } from './seen.ts'

/** Leavings of the list. */
const LEAVINGS_MOST = 50
/** Rows of a page. */
const PAGE = 50
/** Characters of a message in a list. */
const TEXT_MOST = 160

/** Who has left, who has been seen to, and who could leave. */
export async function leavings(r: Reading): Promise<ShownLeavings> {
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.leaving)
    .where(eq(t.leaving.company, company))
    .orderBy(desc(t.leaving.at))
    .limit(LEAVINGS_MOST)
  const shown = []
  for (const row of rows) shown.push(await showLeaving(r, row))
  const keys = await keysOf(r)
  return {
    left: (await leftBehind(r)).map(shownPerson),
    colleagues: await peopleWith(r, []),
    leavings: shown,
    keys: keys.map(({ id, publicKey, madeAt }) => ({ id, publicKey, madeAt: madeAt.toISOString() })),
  }
}

/** Refused as `not_found`. */
export async function oneLeaving(r: Reading, id: string): Promise<ShownLeaving> {
  const row = await leavingById(r, id)
  if (!row) throw new Refused('not_found')
  return showLeaving(r, row)
}

async function showLeaving(r: Reading, row: LeavingRow): Promise<ShownLeaving> {
  const { id, person, by, at, doneAt, undoneAt, undoneBy, dueAt, had } = row
  const people = await peopleById(r, [person, by, ...(undoneBy ? [undoneBy] : [])])
  const undoer = undoneBy && people.get(undoneBy)
  const undoUntil = new Date(at.getTime() + UNDO_WITHIN)
  return {
    id,
    person: people.get(person)!,
    by: people.get(by) ?? null,
    at: at.toISOString(),
    ...(doneAt && { doneAt: doneAt.toISOString() }),
    ...(!undoneAt && undoUntil > r.now && { undoUntil: undoUntil.toISOString() }),
    ...(undoneAt && { undoneAt: undoneAt.toISOString() }),
    ...(undoer && { undoneBy: undoer }),
    ...(undoneAt && !dueAt && { restored: true, notBack: await notBackOf(r, id, had) }),
    counts: await countsOf(r, id),
  }
}

async function countsOf({ company, db, t }: Reading, leaving: string): Promise<ShownLeaving['counts']> {
  const its = and(eq(t.handed.company, company), eq(t.handed.leaving, leaving))
  const all = await db
    .select({ kind: t.handed.kind, things: count() })
    .from(t.handed)
    .where(its)
    .groupBy(t.handed.kind)
  const taken = await db
    .select({ kind: t.handed.kind, things: count() })
    .from(t.handed)
    .where(and(its, isNotNull(t.handed.heir)))
    .groupBy(t.handed.kind)
  const handed = new Map(taken.map(({ kind, things }) => [kind, Number(things)]))
  return all.map(({ kind, things }) => ({ kind, things: Number(things), handed: handed.get(kind) ?? 0 }))
}

export interface ReportDeps {
  store: Store
  now: () => Date
  /** Writes what waits to be written of who has seen what. */
  flushSeen(): Promise<void>
  /** Records as the host names them to whoever reads the report. */
  look(visitor: Visitor, records: string[]): Promise<Looked>
}

/** What somebody has looked at in the last 30 days; files that the reader is not shown without their names. */
export async function seenPage(
  { store, now, flushSeen, look }: ReportDeps,
  visitor: Visitor,
  person: string,
  before?: MadePlace,
): Promise<SeenPage> {
  await flushSeen()
  const { company } = visitor
  const since = new Date(now().getTime() - REPORTED)
  const { rows, counts } = await store.read(company, async (r) => {
    await known(r, person)
    return {
      rows: await seenBy(r, person, { since, before, limit: PAGE }),
      counts: await countSeen(r, person, since),
    }
  })
  const { named } = await look(
    visitor,
    rows.flatMap(({ record }) => record || []),
  )
  const closed = await store.read(company, (r) =>
    closedFiles(
      r,
      visitor.person,
      rows.flatMap(({ item }) => item ?? []),
    ),
  )
  return {
    rows: rows.map(({ what, record, item, name, at }) => ({
      ...{ what, name: closed.has(item ?? '') ? null : name, at: at.toISOString() },
      record: record ? recordRef(record) : null,
      title: named.get(record)?.title ?? null,
    })),
    counts,
    since: since.toISOString(),
    ...nextOf(rows),
  }
}

/** What somebody has made; of private threads, and of cards and files that the reader is not shown, without words. */
export async function madePage(
  { store, look }: Pick<ReportDeps, 'store' | 'look'>,
  visitor: Visitor,
  person: string,
  { what, before }: { what: MadeWhat; before?: MadePlace | undefined },
): Promise<MadePage> {
  const rows = await store.read(visitor.company, async (r) => {
    await known(r, person)
    return madeBy[what](r, person, { before, limit: PAGE })
  })
  const { named } = await look(
    visitor,
    rows.map(({ thread }) => thread.record),
  )
  const ids = what === 'files' ? rows.map(({ id }) => id) : []
  const closed = await store.read(visitor.company, (r) => closedFiles(r, visitor.person, ids))
  return {
    rows: rows.map(({ id, at, text, message, thread }) => {
      const card = named.get(thread.record)
      const open = card !== undefined && thread.kind !== 'private' && !closed.has(id)
      return {
        ...{ id, message, at: at.toISOString() },
        record: recordRef(thread.record),
        title: card?.title ?? null,
        thread: { id: thread.id, kind: thread.kind, title: open ? thread.title : '' },
        text: open ? short(text) : null,
      }
    }),
    ...nextOf(rows),
  }
}

async function known(r: Reading, person: string) {
  if (!(await peopleById(r, [person])).has(person)) throw new Refused('not_found')
}

function nextOf(rows: { at: Date; id: string }[]) {
  const last = rows.length === PAGE ? rows.at(-1) : undefined
  return last ? { next: `${last.at.getTime()}.${last.id}` } : {}
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > TEXT_MOST ? `${line.slice(0, TEXT_MOST).trimEnd()}…` : line
}
