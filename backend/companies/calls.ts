/**
 * What was asked of hosts and how that ended, kept for four days: hosts' rules want three. Written behind the calls'
 * backs, a few seconds' worth together; those a process has not yet written when it dies are lost, and that is fine.
 */
import { and, desc, eq, inArray, isNotNull, lt } from 'drizzle-orm'
import type { HostCall } from '../../crm-adapters/port.ts'
import { recordKey, recordRef } from '../records.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { isHere } from './companies.ts'

/** Milliseconds a call is kept. */
const KEPT = 4 * 24 * 60 * 60 * 1000
/** Milliseconds calls wait to be written together. */
const GATHER = 5000
/** Calls waiting to be written; beyond these they are only counted. */
const MOST_WAITING = 5000
/** Rows of one statement: SQLite takes 32,766 values. */
const ROWS = 500
/** Rows of one sweep, which everybody else's writes wait for. */
const SLICE = 5000

export interface CallLog {
  /** Remembers a call. Costs nothing now, and never fails. */
  note(call: HostCall): void
  /** Writes what waits to be written. */
  flush(): Promise<void>
}

export interface CallLogDeps {
  store: Store
  /** Sorts by the time given, in milliseconds since 1970. */
  newId(at: number): string
  /** Calls that could not be kept; nobody is waiting for them. */
  failed(error: unknown): void
}

export function createCallLog({ store, newId, failed }: CallLogDeps): CallLog {
  let waiting: HostCall[] = []
  let lost = 0
  let timer: NodeJS.Timeout | undefined

  async function flush() {
    clearTimeout(timer)
    timer = undefined
    const calls = Map.groupBy(waiting, ({ company }) => company)
    if (lost > 0) failed(new Error(`${lost} calls to hosts were too many to be kept in the log of calls`))
    waiting = []
    lost = 0
    for (const [company, ofOne] of calls) {
      await store.write(company, (w) => keepCalls(w, ofOne, newId)).catch(failed)
    }
  }

  return {
    note(call) {
      if (waiting.length >= MOST_WAITING) {
        lost += 1
        return
      }
      waiting.push(call)
      timer ??= setTimeout(() => void flush(), GATHER).unref()
    },
    flush,
  }
}

async function keepCalls(w: Writing, calls: HostCall[], newId: CallLogDeps['newId']) {
  if (!(await isHere(w))) return
  const { company, db, t } = w
  const rows = calls.map(({ company: _, record, ...call }) => {
    return { company, id: newId(call.at.getTime()), ...call, record: record && recordKey(record) }
  })
  for (let start = 0; start < rows.length; start += ROWS) {
    await db.insert(t.call).values(rows.slice(start, start + ROWS))
  }
}

export interface RecentCallsOptions {
  limit: number
  onlyFailed?: boolean
}

/** The newest first. */
export async function recentCalls(
  { company, db, t }: Reading,
  { limit, onlyFailed = false }: RecentCallsOptions,
): Promise<HostCall[]> {
  const rows = await db
    .select()
    .from(t.call)
    .where(and(eq(t.call.company, company), onlyFailed ? isNotNull(t.call.reason) : undefined))
    .orderBy(desc(t.call.at), desc(t.call.id))
    .limit(limit)
  return rows.map(({ id: _, record, ...call }) => ({
    ...call,
    record: record === null ? null : recordRef(record),
  }))
}

/** Forgets calls older than four days; true when there are more of them. */
export async function forgetCalls({ company, db, t, now }: Writing): Promise<boolean> {
  const old = and(eq(t.call.company, company), lt(t.call.at, new Date(now.getTime() - KEPT)))
  const some = db.select({ id: t.call.id }).from(t.call).where(old).limit(SLICE)
  const gone = await db
    .delete(t.call)
    .where(and(eq(t.call.company, company), inArray(t.call.id, some)))
    .returning({ id: t.call.id })
  return gone.length === SLICE
}
