/**
 * Who has opened which card, downloaded which file, taken what out: for the day somebody asks what a leaver knows.
 * Written behind their backs, a few seconds' worth together, so that looking costs nothing; what a process has not yet
 * written when it dies is lost.
 */
import { and, count, desc, eq, gte, lt, or } from 'drizzle-orm'
import { isHere } from '../companies/companies.ts'
import type { SeenWhat } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

export interface Sighting {
  company: string
  person: string
  what: SeenWhat
  record: string
  /** The file, or whatever was taken out. */
  item?: string
  name?: string
}

type Dated = Sighting & { at: Date }

/** Milliseconds of the report. */
export const REPORTED = 30 * 24 * 60 * 60_000
/** Milliseconds sightings wait to be written together. */
const GATHER = 3000
/** Waiting for the disk; more are only counted. */
const MOST_WAITING = 20_000
/** Rows of one statement: SQLite takes 32,766 values. */
const ROWS = 500

export interface SeenLog {
  /** Remembers that somebody has looked. Costs nothing now, and never fails. */
  note(sighting: Sighting): void
  /** Writes what waits to be written. */
  flush(): Promise<void>
}

export interface SeenLogDeps {
  store: Store
  now: () => Date
  /** Sorts by the time given, in milliseconds since 1970. */
  newId(at: number): string
  /** Nobody is waiting for what could not be kept. */
  failed(error: unknown): void
}

export function createSeenLog({ store, now, newId, failed }: SeenLogDeps): SeenLog {
  let waiting: Dated[] = []
  let lost = 0
  let timer: NodeJS.Timeout | undefined

  async function flush() {
    clearTimeout(timer)
    timer = undefined
    const byCompany = Map.groupBy(waiting, ({ company }) => company)
    if (lost > 0) failed(new Error(`${lost} sightings were too many to be kept`))
    waiting = []
    lost = 0
    for (const [company, ofOne] of byCompany) {
      await store.write(company, (w) => keep(w, ofOne, newId)).catch(failed)
    }
  }

  return {
    note(sighting) {
      if (waiting.length >= MOST_WAITING) {
        lost += 1
        return
      }
      waiting.push({ ...sighting, at: now() })
      timer ??= setTimeout(() => void flush(), GATHER).unref()
    },
    flush,
  }
}

async function keep(w: Writing, sightings: Dated[], newId: SeenLogDeps['newId']) {
  if (!(await isHere(w))) return
  const { company, db, t } = w
  const rows = sightings.map(({ item = null, name = null, ...one }) => {
    return { ...one, company, id: newId(one.at.getTime()), item, name }
  })
  for (let start = 0; start < rows.length; start += ROWS) {
    await db.insert(t.seen).values(rows.slice(start, start + ROWS))
  }
}

/** A place in the report. */
export interface SeenPlace {
  at: Date
  id: string
}

/** The newest first. */
export async function seenBy(
  { company, db, t }: Reading,
  person: string,
  { since, before, limit }: { since: Date; before?: SeenPlace | undefined; limit: number },
) {
  const { seen } = t
  const older = before && or(lt(seen.at, before.at), and(eq(seen.at, before.at), lt(seen.id, before.id)))
  return db
    .select()
    .from(seen)
    .where(and(eq(seen.company, company), eq(seen.person, person), gte(seen.at, since), older))
    .orderBy(desc(seen.at), desc(seen.id))
    .limit(limit)
}

export async function countSeen(
  { company, db, t: { seen } }: Reading,
  person: string,
  since: Date,
): Promise<Record<SeenWhat, number>> {
  const rows = await db
    .select({ what: seen.what, times: count() })
    .from(seen)
    .where(and(eq(seen.company, company), eq(seen.person, person), gte(seen.at, since)))
    .groupBy(seen.what)
  const found = Object.fromEntries(rows.map(({ what, times }) => [what, Number(times)]))
  return { opened: 0, downloaded: 0, exported: 0, ...found }
}
