/** Entries of the audit log by who, what, where and when. */
import { and, asc, desc, eq, gt, gte, inArray, lt, lte } from 'drizzle-orm'
import type { Act } from '../audit/acts.ts'
import type { EntryRow } from '../audit/seal.ts'
import { peopleById } from '../people/people.ts'
import type { AuditPage, ShownEntry } from '../shown.ts'
import type { Reading } from '../store/store.ts'

export interface Sought {
  /** A person's id, `clock` or `host`. */
  by?: string | undefined
  record?: string | undefined
  thread?: string | undefined
  /** Id of a message, a file, a person... */
  thing?: string | undefined
  /** Words of `audit/acts.ts`. */
  acts?: string[] | undefined
  since?: Date | undefined
  until?: Date | undefined
}

export function isAll(sought: Sought): boolean {
  return Object.values(sought).every((value) => value === undefined)
}

const PAGE = 50

/** A page, the newest first; `before` is a position. */
export async function auditPage(
  r: Reading,
  sought: Sought,
  before = Number.MAX_SAFE_INTEGER,
): Promise<AuditPage> {
  const { db, t } = r
  const rows = await db
    .select()
    .from(t.entry)
    .where(and(matching(r, sought), lt(t.entry.position, before)))
    .orderBy(desc(t.entry.position))
    .limit(PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const people = await peopleById(r, [...new Set(shown.flatMap(({ by, thing }) => [by, thing ?? by]))])
  return {
    entries: shown.map(showEntry),
    names: Object.fromEntries([...people].map(([id, { name }]) => [id, name])),
    ...(rows.length > PAGE && { before: shown.at(-1)!.position }),
  }
}

/** The oldest first, after and up to a position. */
export async function someAfter(
  r: Reading,
  sought: Sought,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<EntryRow[]> {
  const { entry } = r.t
  return r.db
    .select()
    .from(entry)
    .where(and(matching(r, sought), gt(entry.position, after), lte(entry.position, upTo)))
    .orderBy(asc(entry.position))
    .limit(limit)
}

export async function countUpTo(r: Reading, sought: Sought, upTo: number): Promise<number> {
  const { entry } = r.t
  return Number(await r.db.$count(entry, and(matching(r, sought), lte(entry.position, upTo))))
}

function matching({ company, t: { entry } }: Reading, sought: Sought) {
  const { by, record, thread, thing, acts, since, until } = sought
  return and(
    eq(entry.company, company),
    by === undefined ? undefined : eq(entry.by, by),
    record === undefined ? undefined : eq(entry.record, record),
    thread === undefined ? undefined : eq(entry.thread, thread),
    thing === undefined ? undefined : eq(entry.thing, thing),
    acts === undefined ? undefined : inArray(entry.act, acts),
    since && gte(entry.at, since),
    until && lt(entry.at, until),
  )
}

export function showEntry(row: EntryRow): ShownEntry {
  const { position, at, act, by, record, thread, thing, about, commitments, kept } = row
  const values: ShownEntry['values'] = {}
  for (const name of Object.keys(JSON.parse(commitments))) {
    const open = kept?.[name]
    if (open?.length !== 1) values[name] = open?.[1] ?? null
  }
  // Words stay as they are once used: what is stored is one of them.
  return {
    position,
    at: at.toISOString(),
    act: act as Act,
    by,
    record,
    thread,
    thing,
    data: JSON.parse(about),
    values,
  }
}
