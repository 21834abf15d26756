/** The threads of a card as one person sees them, in three queries however many there are. */
import { and, desc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { ShownMessage, ShownThread } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { showLast, showMessages } from './show.ts'

interface Seeing {
  person: string
  record: string
}

export async function showThreads(r: Reading, seeing: Seeing, only?: string): Promise<ShownThread[]> {
  const rows = await threadRows(r, seeing, only)
  const ids = rows.map((row) => row.thread.id)
  const members = await membersOfThreads(r, ids)
  const pins = await pinsOfThreads(r, ids)

  return rows.map(({ thread, member, last, draft }) => {
    const { id, kind, audience, title, role, lastSeq, closedAt } = thread
    const readSeq = member?.readSeq ?? lastSeq
    const reads = members.get(id) ?? {}
    return {
      id,
      kind,
      audience,
      title,
      lastSeq,
      readSeq,
      unread: member ? lastSeq - readSeq - member.ownUnread : 0,
      mentioned: (member?.mentionSeq ?? 0) > readSeq,
      members: Object.keys(reads),
      reads,
      pins: pins.get(id) ?? [],
      ...(role && { role }),
      ...(last && { lastMessage: showLast(last) }),
      ...(member?.mutedAt && { mutedAt: member.mutedAt.toISOString() }),
      ...(closedAt && { closedAt: closedAt.toISOString() }),
      ...(draft && { draft: { text: draft.text, ...(draft.replyTo && { replyTo: draft.replyTo }) } }),
    }
  })
}

/** One thread; nothing when this person may not see it. */
export async function showThread(r: Reading, seeing: Seeing, id: string): Promise<ShownThread | undefined> {
  const [thread] = await showThreads(r, seeing, id)
  return thread
}

async function threadRows({ company, db, t }: Reading, { person, record }: Seeing, only?: string) {
  return db
    .select({ thread: t.thread, member: t.member, last: t.message, draft: t.draft })
    .from(t.thread)
    .leftJoin(
      t.member,
      and(
        eq(t.member.company, company),
        eq(t.member.thread, t.thread.id),
        eq(t.member.person, person),
        isNull(t.member.leftAt),
      ),
    )
    .leftJoin(
      t.message,
      and(
        eq(t.message.company, company),
        eq(t.message.thread, t.thread.id),
        eq(t.message.seq, t.thread.lastSeq),
      ),
    )
    .leftJoin(
      t.draft,
      and(eq(t.draft.company, company), eq(t.draft.thread, t.thread.id), eq(t.draft.person, person)),
    )
    .where(
      and(
        eq(t.thread.company, company),
        eq(t.thread.record, record),
        only === undefined ? undefined : eq(t.thread.id, only),
        // A private thread is its people's only.
        or(isNotNull(t.member.person), notPrivate(t)),
      ),
    )
    .orderBy(t.thread.openedAt, t.thread.id)
}

function notPrivate(t: Reading['t']) {
  return or(eq(t.thread.kind, 'team'), eq(t.thread.kind, 'topic'))
}

// By the threads' ids: joined to their record, a planner may start at the other end and read every card's.

/** Thread -> person -> how far he has read. */
async function membersOfThreads({ company, db, t }: Reading, threads: string[]) {
  const rows = await db
    .select({ thread: t.member.thread, person: t.member.person, readSeq: t.member.readSeq })
    .from(t.member)
    .where(and(eq(t.member.company, company), inArray(t.member.thread, threads), isNull(t.member.leftAt)))
    .orderBy(t.member.joinedAt, t.member.person)
  const reads = new Map<string, Record<string, number>>()
  for (const { thread, person, readSeq } of rows) {
    const ofThread = reads.get(thread) ?? {}
    ofThread[person] = readSeq
    reads.set(thread, ofThread)
  }
  return reads
}

async function pinsOfThreads(r: Reading, threads: string[]): Promise<Map<string, ShownMessage[]>> {
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.message)
    .where(
      and(
        eq(t.message.company, company),
        inArray(t.message.thread, threads),
        // `is not null` would not lead SQLite into the index.
        gt(t.message.pinnedAt, new Date(0)),
      ),
    )
    .orderBy(desc(t.message.pinnedAt), desc(t.message.seq))
    .limit(200)
  return Map.groupBy(await showMessages(r, rows), (message) => message.thread)
}
