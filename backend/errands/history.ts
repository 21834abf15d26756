import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, or } from 'drizzle-orm'
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import { recordKey } from '../records.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Ending, StoredDeed } from './errands.ts'

/** Milliseconds an errand is kept after its end. */
const KEPT = 30 * 24 * 60 * 60 * 1000
/** Rows of one sweep, which everybody else's writes wait for. */
const SLICE = 5000
const LATELY = 50

/** An errand the host has failed us in: nothing of what it was to say. */
export interface FailedErrand {
  id: string
  kind: StoredDeed['do']
  /** Record key; null when it concerns a person only. */
  record: string | null
  /** Whose rights were used; null for those of whoever installed us. */
  as: string | null
  reason: CrmRefusal
  tries: number
  failedAt: Date
  /** Null while it is still tried; then at `nextAt`. */
  ending: Ending | null
  nextAt: Date | null
}

/** Errands that failed or are failing, the newest failure first. */
export async function lately({ company, db, t }: Reading): Promise<FailedErrand[]> {
  const rows = await db
    .select()
    .from(t.errand)
    .where(
      and(
        eq(t.errand.company, company),
        isNotNull(t.errand.failedAt),
        or(isNull(t.errand.ending), ne(t.errand.ending, 'done')),
      ),
    )
    .orderBy(desc(t.errand.failedAt))
    .limit(LATELY)
  return rows.map(({ id, deed, as, reason, tries, failedAt, ending, dueAt }) => ({
    id,
    kind: deed.do,
    record: 'record' in deed && deed.record ? recordKey(deed.record) : null,
    as,
    reason: reason!,
    tries,
    failedAt: failedAt!,
    ending,
    nextAt: ending === null ? dueAt : null,
  }))
}

/** Forgets errands that ended more than 30 days ago; true when there are more of them. */
export async function forgetErrands({ company, db, t, now }: Writing): Promise<boolean> {
  const old = and(eq(t.errand.company, company), lt(t.errand.endedAt, new Date(now.getTime() - KEPT)))
  const some = db.select({ id: t.errand.id }).from(t.errand).where(old).limit(SLICE)
  const gone = await db
    .delete(t.errand)
    .where(and(eq(t.errand.company, company), inArray(t.errand.id, some)))
    .returning({ id: t.errand.id })
  return gone.length === SLICE
}
