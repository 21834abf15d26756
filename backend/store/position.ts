import { eq, max, sql } from 'drizzle-orm'
import { prepared } from './prepared.ts'
import type { Reading } from './store.ts'

/** The newest event of the company; 0 when nothing has happened yet. */
export async function lastPosition(r: Reading): Promise<number> {
  const [row] = await newestEvent(r).execute({ company: r.company })
  return Number(row?.position ?? 0)
}

const newestEvent = prepared('newest_event', (db, t) =>
  db
    .select({ position: max(t.event.position) })
    .from(t.event)
    .where(eq(t.event.company, sql.placeholder('company'))),
)
