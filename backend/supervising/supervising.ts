/** Reading private threads of others: whoever may do so says why, and those who are in it see who, when and why. */

import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { tellAccess } from '../access/changed.ts'
import { sight } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { PrivateThread } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { membersOf } from '../threads/about.ts'
import { tellIn } from '../threads/happenings.ts'
import { showThread } from '../threads/show-threads.ts'

/** Milliseconds for which a reason holds. */
export const LASTS = 60 * 60_000
/** Characters: fewer say nothing. */
const REASON_LEAST = 10
const REASON_MOST = 500

export function createSupervising({ store, newId }: { store: Store; newId: () => string }) {
  /** Up to when the ends of each company's readings have been looked for, by this process. */
  const looked = new Map<string, Date>()

  return {
    /** Whose hour is over looks anew, and what he has read goes from his screen. */
    async endDue(company: string): Promise<boolean> {
      const { now, ended } = await store.read(company, async (r) => {
        const since = looked.get(company) ?? new Date(r.now.getTime() - LASTS)
        return { now: r.now, ended: await endedSince(r, since) }
      })
      if (ended.length > 0)
        await store.write(company, async (w) => {
          for (const reading of ended) await tellAccess(w, reading)
        })
      looked.set(company, now)
      return false
    },

    list: (viewer: Viewer) => store.read(viewer.company, (r) => privateThreads(r, viewer)),

    /** Answers with the thread as he sees it now. */
    begin: (viewer: Viewer, thread: string, wanted: { id: string; reason: string }) =>
      store.write(viewer.company, async (w) => {
        await supervise(w, viewer, thread, wanted, newId)
        return (await showThread(w, viewer, thread))!
      }),
  }
}

function endedSince({ company, db, t, now }: Reading, since: Date) {
  return db
    .selectDistinct({ person: t.supervision.person, record: t.thread.record })
    .from(t.supervision)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.supervision.thread)))
    .where(
      and(eq(t.supervision.company, company), gt(t.supervision.until, since), lte(t.supervision.until, now)),
    )
}

/** Private threads of the card this person is not in; refused as `not_found` when he may not ask to read them. */
async function privateThreads(r: Reading, viewer: Viewer): Promise<PrivateThread[]> {
  if (!(await sight(r, viewer)).supervise) throw new Refused('not_found')
  const { company, db, t, now } = r
  const threads = await db
    .select({ thread: t.thread, until: t.supervision.until })
    .from(t.thread)
    .leftJoin(
      t.supervision,
      and(
        eq(t.supervision.company, company),
        eq(t.supervision.thread, t.thread.id),
        eq(t.supervision.person, viewer.person),
        gt(t.supervision.until, now),
      ),
    )
    .where(
      and(eq(t.thread.company, company), eq(t.thread.record, viewer.record), eq(t.thread.kind, 'private')),
    )
    .orderBy(asc(t.thread.openedAt), asc(t.thread.id))
  const found: PrivateThread[] = []
  for (const { thread, until } of threads) {
    const members = await membersOf(r, thread.id)
    if (members.includes(viewer.person)) continue
    const people = await peopleById(r, members)
    found.push({
      id: thread.id,
      title: thread.title,
      members: members.flatMap((id) => people.get(id) ?? []),
      openedAt: thread.openedAt.toISOString(),
      ...(until && { until: until.toISOString() }),
    })
  }
  return found
}

/**
 * From now on, for an hour, he may read it and write nothing. Asking again meanwhile changes nothing.
 * @throws Refused `not_found` when there is no such thread or he may not; `text_empty` when the reason says nothing;
 *   `text_too_long`; `id_taken` by another reading, one that is over included
 */
export async function supervise(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  { id, reason }: { id: string; reason: string },
  newId: () => string,
) {
  const seeing = await sight(w, viewer)
  const { company, db, t, now } = w
  const [thread] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, threadId)))
  const may = seeing.supervise && thread?.kind === 'private' && thread.record === viewer.record
  if (!may || (await membersOf(w, threadId)).includes(viewer.person)) throw new Refused('not_found')
  const words = reason.trim()
  if (words.length < REASON_LEAST) throw new Refused('text_empty', 'say why')
  if (words.length > REASON_MOST) throw new Refused('text_too_long')

  const { supervision } = t
  const mine = and(
    eq(supervision.company, company),
    eq(supervision.thread, threadId),
    eq(supervision.person, viewer.person),
    gt(supervision.until, now),
  )
  const [standing] = await db.select().from(supervision).where(mine)
  if (standing) return
  const byThisId = and(eq(supervision.company, company), eq(supervision.id, id))
  const [known] = await db.select({ id: supervision.id }).from(supervision).where(byThisId)
  if (known) throw new Refused('id_taken')
  const until = new Date(now.getTime() + LASTS)
  await db
    .insert(supervision)
    .values({ company, id, thread: threadId, person: viewer.person, reason: words, at: now, until })
  await tellIn(w, threadId, newId(), { what: 'supervised', words, by: viewer.person })
  const on = { record: viewer.record, thread: threadId }
  audit(w, {
    act: 'supervision.begun',
    by: viewer,
    on,
    data: { until: until.toISOString() },
    values: { reason: words },
  })
}
