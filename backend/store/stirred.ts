/**
 * Who follows what happens in a company keeps a place of his own, and is behind after each commit. That he is stands in a
 * row, so that of all companies only those are looked at in which something has happened.
 */
import { and, eq, sql } from 'drizzle-orm'
import { prepared } from './prepared.ts'
import type { Reading, Writing } from './store.ts'

/** Events to be told outside; entries of the audit log to be signed; texts that have gone to be in no file either. */
export type Awaits = 'telling' | 'signing' | 'vanishing'

/** Notes in a commit what its companies await from now on. */
export async function noteStirred(w: Pick<Writing, 'db' | 't'>, company: string, awaits: Iterable<Awaits>) {
  await Promise.all(
    Array.from(awaits, (one) => insertStirred(w as Writing).execute({ company, awaits: one })),
  )
}

/** Whether there may be something to take up. */
export async function isStirred(r: Reading, awaits: Awaits): Promise<boolean> {
  const [row] = await stirredFor(r).execute({ company: r.company, awaits })
  return row !== undefined
}

/** To be said in the write in which all of it has been taken up. */
export async function settled({ company, db, t }: Writing, awaits: Awaits) {
  await db.delete(t.stirred).where(and(eq(t.stirred.company, company), eq(t.stirred.awaits, awaits)))
}

const stirredFor = prepared('stirred_for', (db, { stirred }) =>
  db
    .select({ awaits: stirred.awaits })
    .from(stirred)
    .where(
      and(eq(stirred.company, sql.placeholder('company')), eq(stirred.awaits, sql.placeholder('awaits'))),
    ),
)

const insertStirred = prepared('insert_stirred', (db, t) =>
  db
    .insert(t.stirred)
    .values({ company: sql.placeholder('company'), awaits: sql.placeholder('awaits') })
    .onConflictDoNothing(),
)
