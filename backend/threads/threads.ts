import { and, eq, isNull } from 'drizzle-orm'
import { sight } from '../access/sight.ts'
import { audit } from '../audit/audit.ts'
import { activePeople } from '../people/people.ts'
import { Refused } from '../refused.ts'
import { mustKeepHere } from '../relay/mode.ts'
import { isRole } from '../roles/directory.ts'
import type { Viewer, Visitor } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { noteClosed } from './closed-note.ts'
import type { FoundThread } from './find.ts'
import { NOBODY } from './happenings.ts'
import { PRIVATE_MOST, TITLE_MOST } from './limits.ts'
import { join } from './members.ts'

/** The card's team thread, made when the card is first opened; with this person in it, unless he only looks on. */
export async function openTeamThread(
  w: Writing,
  id: string,
  record: string,
  person: string,
  { joins = true } = {},
) {
  const { company, db, t, now } = w
  const [existing] = await db
    .select({ thread: t.thread, member: t.member })
    .from(t.thread)
    .leftJoin(
      t.member,
      and(eq(t.member.company, company), eq(t.member.thread, t.thread.id), eq(t.member.person, person)),
    )
    .where(and(eq(t.thread.company, company), eq(t.thread.record, record), eq(t.thread.kind, 'team')))

  if (existing?.member && !existing.member.leftAt) return existing.thread
  const thread =
    existing?.thread ?? (await insertThread(w, { id, record, kind: 'team', title: '' }, person, now))
  if (joins) await join(w, thread, person)
  return thread
}

export interface NewThread {
  id: string
  kind: 'topic' | 'private'
  title: string
  /** Who is in it from the start, besides whoever opens it. A private thread never gets more. */
  people: string[]
  role?: string | undefined
}

/** Opens a thread beside the team's. The same request again answers with what is stored. */
export async function openThread(w: Writing, viewer: Viewer, wanted: NewThread) {
  const { company, db, t, now } = w
  if (!(await sight(w, viewer)).write) throw new Refused('read_only')
  const title = wanted.title.trim()
  if (!title) throw new Refused('text_empty', 'a thread needs a title')
  if (title.length > TITLE_MOST)
    throw new Refused('text_too_long', `a title has at most ${TITLE_MOST} characters`)
  if (wanted.role && !(await isRole(w, wanted.role))) throw new Refused('bad_request', 'no such role')
  if (wanted.people.length > PRIVATE_MOST) throw new Refused('bad_request', `at most ${PRIVATE_MOST} people`)

  const [known] = await db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, wanted.id)))
  if (known) {
    if (known.openedBy === viewer.person && known.record === viewer.record)
      return { thread: known, fresh: false }
    throw new Refused('id_taken')
  }

  if (wanted.kind === 'private') await mustKeepHere(w, 'a private discussion')
  const people = [...new Set([viewer.person, ...wanted.people])]
  const active = await activePeople(w, people)
  if (people.some((person) => !active.has(person)))
    throw new Refused('not_a_member', 'somebody named is not a colleague')

  const thread = await insertThread(w, { ...wanted, title, record: viewer.record }, viewer.person, now)
  for (const person of people) {
    await db.insert(t.member).values({ company, thread: thread.id, person, readSeq: 0, joinedAt: now })
  }
  await w.emit('thread.opened', { ...(await aboutThread(w, thread)), data: { thread: thread.id } })
  audit(w, {
    act: 'thread.opened',
    by: viewer,
    on: { record: viewer.record, thread: thread.id },
    data: { kind: wanted.kind, people: people.join(' ') },
    values: { title },
  })
  return { thread, fresh: true }
}

export async function insertThread(
  { company, db, t }: Writing,
  made: {
    id: string
    record: string
    kind: 'team' | 'topic' | 'private'
    title: string
    role?: string | undefined
  },
  openedBy: string,
  openedAt: Date,
) {
  const { id, record, kind, title, role } = made
  const [thread] = await db
    .insert(t.thread)
    .values({
      company,
      id,
      record,
      kind,
      title,
      role: role ?? null,
      audience: 'internal',
      openedBy,
      openedAt,
    })
    .returning()
  return thread!
}

/** Nothing can be written in a closed thread; all of it can be read. */
export async function closeThread(w: Writing, { thread }: FoundThread, by: Visitor) {
  if (thread.closedAt) return thread.closedAt
  if (thread.kind === 'team') throw new Refused('bad_request', "the card's team thread stays open")
  await setClosed(w, thread, w.now, by.person)
  await noteClosed(w, thread, by.person)
  audit(w, { act: 'thread.closed', by, on: { record: thread.record, thread: thread.id } })
  return w.now
}

export async function reopenThread(w: Writing, { thread }: FoundThread, by: Visitor) {
  if (!thread.closedAt) return
  await setClosed(w, thread, null, null)
  audit(w, { act: 'thread.reopened', by, on: { record: thread.record, thread: thread.id } })
}

/** Closes every thread of a record that is gone from the host; reopens just those when it is back. */
export async function freezeThreads(w: Writing, record: string) {
  const { company, db, t } = w
  const open = and(eq(t.thread.company, company), eq(t.thread.record, record), isNull(t.thread.closedAt))
  for (const thread of await db.select().from(t.thread).where(open)) await setClosed(w, thread, w.now, NOBODY)
}

export async function thawThreads(w: Writing, record: string, frozenAt: Date) {
  const { company, db, t } = w
  const frozen = and(
    eq(t.thread.company, company),
    eq(t.thread.record, record),
    eq(t.thread.closedBy, NOBODY),
    eq(t.thread.closedAt, frozenAt),
  )
  for (const thread of await db.select().from(t.thread).where(frozen)) await setClosed(w, thread, null, null)
}

export async function setClosed(
  w: Writing,
  thread: FoundThread['thread'],
  closedAt: Date | null,
  closedBy: string | null,
) {
  const { company, db, t } = w
  await db
    .update(t.thread)
    .set({ closedAt, closedBy })
    .where(and(eq(t.thread.company, company), eq(t.thread.id, thread.id)))
  await w.emit(closedAt ? 'thread.closed' : 'thread.reopened', {
    ...(await aboutThread(w, thread)),
    data: { thread: thread.id, closedAt: closedAt?.toISOString() ?? null },
  })
}
