import { and, count, desc, eq, gt, gte, isNotNull, isNull, like, ne, or } from 'drizzle-orm'
import { MISSED } from '../companies/inbox.ts'
import type { Reading } from '../store/store.ts'

const LATELY = 10
/** Hints looked through for a test: a host that tells more in half a minute is in no doubt. */
const SINCE_MOST = 1000

/** What the host has told us lately, and what became of it. */
export async function told({ company, db, t }: Reading) {
  const ours = eq(t.inbox.company, company)
  const [last] = await db
    .select({ at: t.inbox.receivedAt })
    .from(t.inbox)
    .where(and(ours, ne(t.inbox.name, MISSED)))
    .orderBy(desc(t.inbox.receivedAt))
    .limit(1)
  const [open] = await db
    .select({ waiting: count() })
    .from(t.inbox)
    .where(and(ours, isNull(t.inbox.workedAt)))
  const stuck = and(isNull(t.inbox.workedAt), gt(t.inbox.tries, 0), isNotNull(t.inbox.outcome))
  const failing = await db
    .select()
    .from(t.inbox)
    .where(and(ours, or(stuck, like(t.inbox.outcome, 'given up:%'))))
    .orderBy(desc(t.inbox.receivedAt))
    .limit(LATELY)
  return {
    lastAt: last?.at ?? null,
    waiting: open?.waiting ?? 0,
    failing: failing.map(({ name, receivedAt, tries, outcome, workedAt }) => ({
      name,
      at: receivedAt.toISOString(),
      tries,
      outcome: outcome ?? '',
      givenUp: workedAt !== null,
    })),
  }
}

/** When a test we asked the host for has come back; undefined when it has not. */
export async function testArrived({ company, db, t }: Reading, since: Date): Promise<Date | undefined> {
  const rows = await db
    .select({ hint: t.inbox.hint, at: t.inbox.receivedAt })
    .from(t.inbox)
    .where(and(eq(t.inbox.company, company), gte(t.inbox.receivedAt, since)))
    .orderBy(t.inbox.receivedAt)
    .limit(SINCE_MOST)
  return rows.find(({ hint }) => hint.about === 'application' && hint.what === 'tested')?.at
}
