import { eq, max, type SQLWrapper, sql } from 'drizzle-orm'
import { prepared } from './prepared.ts'
import type { Db, Reading } from './store.ts'

/** The newest event of the company; 0 when nothing has happened yet. */
export async function lastPosition(r: Reading): Promise<number> {
  const [row] = await newestEvent(r).execute({ company: r.company })
  return Number(row?.position ?? 0)
}

/** The same within a statement that reads more, at the moment all of it is read. */
export function positionIn(db: Db, t: Reading['t'], company: SQLWrapper) {
  return sql<number>`coalesce(${newest(db, t, company)}, 0)`.mapWith(Number)
}

const newestEvent = prepared('newest_event', (db, t) => newest(db, t, sql.placeholder('company')))

function newest(db: Db, { event }: Reading['t'], company: SQLWrapper) {
  return db
    .select({ position: max(event.position) })
    .from(event)
    .where(eq(event.company, company))
}
