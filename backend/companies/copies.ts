/** Environments copied from a company's: they are not the company, and nothing they tell is acted on. */
import { desc, eq, lt } from 'drizzle-orm'
import type { Reading, Writing } from '../store/store.ts'

/** Milliseconds: a busy copy is not written down at every event. */
const HOUR = 3_600_000
const SHOWN = 20

export async function noteCopy({ company, db, t, now }: Writing, copy: string) {
  await db
    .insert(t.copy)
    .values({ company, copy, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [t.copy.company, t.copy.copy],
      set: { lastAt: now },
      setWhere: lt(t.copy.lastAt, new Date(now.getTime() - HOUR)),
    })
}

/** Those heard of last first. */
export async function copiesOf({ company, db, t }: Reading) {
  return db.select().from(t.copy).where(eq(t.copy.company, company)).orderBy(desc(t.copy.lastAt)).limit(SHOWN)
}
