/** The threads of one record become another's: after a merge, or a lead's conversion. Each goes whole, with its people and its files. */
import { and, eq, isNull, ne } from 'drizzle-orm'
import { showOut } from '../people/shown-out.ts'
import { reckonRecord } from '../retention/reckon.ts'
import type { Reading, Writing } from '../store/store.ts'
import { aboutThread } from './about.ts'
import { NOBODY } from './happenings.ts'
import { TITLE_MOST } from './limits.ts'
import { insertThread, setClosed } from './threads.ts'

type ThreadRow = Writing['t']['thread']['$inferSelect']

export interface Moving {
  from: string
  to: string
  /** What the team's thread is called where there is one already; it is closed there. */
  title: string
  /** Who has made them move; null when the host does not say. */
  by: string | null
}

/**
 * Moves all that people have said; whoever looks at either card sees it happen. A team that has said nothing leaves its
 * thread behind. False when there was nothing to move.
 */
export async function moveThreads(
  w: Writing,
  { from, to, title, by }: Moving,
  newId: () => string,
): Promise<boolean> {
  const there = await teamOf(w, to)
  let moved = false
  for (const thread of await threadsOf(w, from)) {
    if (thread.kind === 'team' && !(await hasWords(w, thread))) continue
    const second = { kind: 'topic' as const, title: title.slice(0, TITLE_MOST) }
    const closed = { closedAt: w.now, closedBy: by ?? NOBODY }
    await move(w, thread, {
      record: to,
      ...(thread.kind === 'team' && there && { ...second, ...closed }),
    })
    if (thread.kind === 'team') await leaveSign(w, thread, newId())
    moved = true
  }
  if (!moved) return false
  // How long its files are kept may depend on where they are.
  await reckonRecord(w, to)
  await takeInvitedAlong(w, from, to)
  return true
}

/** Whoever sees of the record only what he was invited to goes on where that is now. */
async function takeInvitedAlong(w: Writing, from: string, to: string) {
  const { company, db, t } = w
  const { session } = t
  const his = and(eq(session.company, company), eq(session.record, from), eq(session.invited, true))
  const along = await db
    .update(session)
    .set({ record: to })
    .where(and(his, isNull(session.endedAt)))
    .returning({ person: session.person })
  if (along.length > 0) await showOut(w, { company, record: from, reason: 'moved' })
}

/** Nobody writes any more in what is left of a record whose talk has moved on; what says where to stays to be read. */
export async function closeSign(w: Writing, record: string) {
  const sign = await teamOf(w, record)
  if (sign && !sign.closedAt) await setClosed(w, sign, w.now, NOBODY)
}

/** The record has a life of its own again. */
export async function reopenSign(w: Writing, record: string) {
  const sign = await teamOf(w, record)
  if (sign?.closedAt) await setClosed(w, sign, null, null)
}

async function move(w: Writing, thread: ThreadRow, change: Partial<ThreadRow> & { record: string }) {
  const { company, db, t } = w
  await w.emit('thread.moved', { ...(await aboutThread(w, thread)), data: { thread: thread.id } })
  await db
    .update(t.thread)
    .set(change)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, thread.id)))
  const moved = { ...thread, ...change }
  await w.emit('thread.opened', { ...(await aboutThread(w, moved)), data: { thread: thread.id } })
}

/** A team thread in place of the one that went, with the same people in it: where they are told where it is now. */
async function leaveSign(w: Writing, { id, record, openedBy }: ThreadRow, newThread: string) {
  const { company, db, t, now } = w
  const sign = await insertThread(w, { id: newThread, record, kind: 'team', title: '' }, openedBy, now)
  const people = await db
    .select({ person: t.member.person })
    .from(t.member)
    .where(and(eq(t.member.company, company), eq(t.member.thread, id), isNull(t.member.leftAt)))
  for (const { person } of people) {
    await db.insert(t.member).values({ company, thread: sign.id, person, readSeq: 0, joinedAt: now })
  }
  await w.emit('thread.opened', { ...(await aboutThread(w, sign)), data: { thread: sign.id } })
}

function threadsOf({ company, db, t }: Reading, record: string) {
  return db
    .select()
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.record, record)))
}

async function teamOf(r: Reading, record: string): Promise<ThreadRow | undefined> {
  return (await threadsOf(r, record)).find(({ kind }) => kind === 'team')
}

/** Whether there is anything of a record that people have said or begun. */
export async function hasTalk(r: Reading, record: string): Promise<boolean> {
  const threads = await threadsOf(r, record)
  const team = threads.find(({ kind }) => kind === 'team')
  return threads.some(({ kind }) => kind !== 'team') || (team !== undefined && hasWords(r, team))
}

async function hasWords({ company, db, t }: Reading, { id }: ThreadRow): Promise<boolean> {
  const [said] = await db
    .select({ seq: t.message.seq })
    .from(t.message)
    .where(and(eq(t.message.company, company), eq(t.message.thread, id), ne(t.message.author, NOBODY)))
    .limit(1)
  return said !== undefined
}
