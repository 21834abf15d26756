/**
 * From our own page into a discussion whose record the host does not show: its form would not open for him, so he reads and
 * writes where he is, with the rights of an invite and no more.
 */
import { and, eq } from 'drizzle-orm'
import type { Sessions } from '../companies/sessions.ts'
import { Refused } from '../refused.ts'
import type { Bootstrap, Visited } from '../shown.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { isIn, itsThread } from '../threads/mine.ts'

export interface VisitDeps {
  store: Store
  sessions: Pick<Sessions, 'sessionOf' | 'start'>
  isWelcomeAtDoor(viewer: Viewer): Promise<boolean>
  page(viewer: Viewer): Promise<Pick<Bootstrap, 'card' | 'page'>>
  limitsOf(company: string): Promise<Bootstrap['limits']>
}

/** @throws Refused `not_found` to whoever is not invited there */
export async function visit(
  { store, sessions, isWelcomeAtDoor, page, limitsOf }: VisitDeps,
  { company, person, from }: Visitor,
  token: string,
  thread: string,
): Promise<Visited> {
  const proven = await sessions.sessionOf(token)
  const record = await store.read(company, (r) => recordOf(r, person, thread))
  if (!proven || !record) throw new Refused('not_found')
  const viewer = { company, person, record, invited: true } as const
  if (!(await isWelcomeAtDoor(viewer))) throw new Refused('not_found')
  const shown = await page(viewer)
  // He goes on with the proof he has given our own page: it gets no younger by that.
  const terms = { invited: true, until: proven.endsBy, from }
  const session = await store.write(company, (w) => sessions.start(w, person, record, terms))
  return {
    session: { token: session.token, expiresAt: session.expiresAt.toISOString() },
    ...shown,
    limits: await limitsOf(company),
  }
}

async function recordOf(r: Reading, person: string, thread: string) {
  const { db, t } = r
  const [found] = await db
    .select({ record: t.thread.record })
    .from(t.member)
    .innerJoin(t.thread, itsThread(r))
    .where(and(isIn(r, person), eq(t.member.thread, thread)))
  return found?.record
}
