/** Entries of the audit log by who, what, where and when. */
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, notInArray, or } from 'drizzle-orm'
import type { Edition } from '../access/common.ts'
import type { Act } from '../audit/acts.ts'
import { peopleById } from '../people/people.ts'
import type { AuditPage, ShownEntry } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading } from '../store/store.ts'
import { asEverybodyReads, asReadBy, EVERYBODYS, type ReadEntry } from './withheld.ts'

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
  within?: Within | undefined
}

/** All that was done in a record and to these threads of it, but nothing of the others named. */
export interface Within {
  record: string
  threads: string[]
  except: string[]
  /** `everybody`: only what all who see the record may read of it. */
  edition: Edition
}

export function isAll(sought: Sought): boolean {
  return Object.values(sought).every((value) => value === undefined)
}

const PAGE = 50

/** A page as this person may read it, the newest first; `before` is a position. */
export async function auditPage(
  r: Reading,
  visitor: Visitor,
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
  const shown = await asReadBy(r, visitor, rows.slice(0, PAGE))
  const people = await peopleById(r, [...new Set(shown.flatMap(({ by, thing }) => [by, thing ?? by]))])
  return {
    entries: shown.map(showEntry),
    names: Object.fromEntries([...people].map(([id, { name }]) => [id, name])),
    ...(rows.length > PAGE && { before: shown.at(-1)!.position }),
  }
}

/** As this person may read them, the oldest first, after and up to a position. */
export async function someAfter(
  r: Reading,
  sought: Sought,
  visitor: Visitor,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<ReadEntry[]> {
  const { entry } = r.t
  const rows = await r.db
    .select()
    .from(entry)
    .where(and(matching(r, sought), gt(entry.position, after), lte(entry.position, upTo)))
    .orderBy(asc(entry.position))
    .limit(limit)
  return sought.within?.edition === 'everybody' ? asEverybodyReads(r, rows) : asReadBy(r, visitor, rows)
}

export async function countUpTo(r: Reading, sought: Sought, upTo: number): Promise<number> {
  const { entry } = r.t
  return Number(await r.db.$count(entry, and(matching(r, sought), lte(entry.position, upTo))))
}

function matching({ company, t: { entry } }: Reading, sought: Sought) {
  const { by, record, thread, thing, acts, since, until, within } = sought
  return and(
    eq(entry.company, company),
    by === undefined ? undefined : eq(entry.by, by),
    record === undefined ? undefined : eq(entry.record, record),
    thread === undefined ? undefined : eq(entry.thread, thread),
    thing === undefined ? undefined : eq(entry.thing, thing),
    acts === undefined ? undefined : inArray(entry.act, acts),
    since && gte(entry.at, since),
    until && lt(entry.at, until),
    within && inRecord(entry, within),
  )
}

function inRecord(entry: Reading['t']['entry'], { record, threads, except, edition }: Within) {
  const others = except.length > 0 ? or(isNull(entry.thread), notInArray(entry.thread, except)) : undefined
  const ofRecord = and(eq(entry.record, record), others)
  const here = threads.length > 0 ? or(ofRecord, inArray(entry.thread, threads)) : ofRecord
  return edition === 'everybody' ? and(here, inArray(entry.act, EVERYBODYS)) : here
}

export function showEntry(row: ReadEntry): ShownEntry {
  const { position, at, act, by, record, thread, thing, about, commitments, kept, withheld } = row
  const values: ShownEntry['values'] = {}
  for (const name of Object.keys(JSON.parse(commitments))) {
    const open = kept?.[name]
    if (withheld ? open : open?.length !== 1) values[name] = open?.[1] ?? null
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
    ...(withheld && { withheld }),
  }
}
