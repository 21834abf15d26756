/** The threads of a card as one person sees them, in five queries however many there are. */
import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { type Looking, type Sight, sight, tiesOf, viewOf } from '../access/sight.ts'
import { veiledThread } from '../access/veil.ts'
import type { ShownMessage, ShownThread } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { unansweredIn } from '../unanswered/unanswered.ts'
import { shownLevel } from './members.ts'
import { showLast, showMessages } from './show.ts'

/** @param seeing what he sees, where the caller knows it already. */
export async function showThreads(
  r: Reading,
  looking: Looking,
  only?: string,
  seeing?: Sight,
): Promise<ShownThread[]> {
  const seen = seeing ?? (await sight(r, looking))
  const rows = await threadRows(r, looking, seen, only)
  const ids = rows.map((row) => row.thread.id)
  const members = await membersOfThreads(r, ids)
  const pins = await pinsOfThreads(r, ids)
  const unanswered = await unansweredIn(r, looking.person, ids)

  return rows.map(({ thread, member, last, draft, view }) => {
    const { id, kind, audience, title, role, lastSeq, closedAt } = thread
    const readSeq = member?.readSeq ?? lastSeq
    const reads = members.get(id) ?? {}
    const whole: ShownThread = {
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
      ...(unanswered.has(id) && { unanswered: unanswered.get(id)! }),
      ...shownLevel(member),
      ...(closedAt && { closedAt: closedAt.toISOString() }),
      ...(view.supervised && { supervised: true }),
      ...(draft && { draft: { text: draft.text, ...(draft.replyTo && { replyTo: draft.replyTo }) } }),
    }
    return veiledThread(whole, { ...view, invited: seen.invited })
  })
}

/** One thread; nothing when this person may not see it. */
export async function showThread(r: Reading, looking: Looking, id: string): Promise<ShownThread | undefined> {
  const [thread] = await showThreads(r, looking, id)
  return thread
}

async function threadRows(r: Reading, looking: Looking, seen: Sight, only?: string) {
  const { company, db, t, now } = r
  const { person, record } = looking
  const ties = tiesOf(t, person, now)
  const rows = await db
    .select({
      thread: t.thread,
      member: t.member,
      last: t.message,
      draft: t.draft,
      pass: t.invite,
      supervision: t.supervision,
      card: t.card,
    })
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
    .leftJoin(t.invite, ties.pass)
    .leftJoin(t.supervision, ties.supervision)
    .leftJoin(t.card, ties.card)
    .where(
      and(
        eq(t.thread.company, company),
        eq(t.thread.record, record),
        only === undefined ? undefined : eq(t.thread.id, only),
      ),
    )
    .orderBy(t.thread.openedAt, t.thread.id)
  return rows.flatMap((row) => {
    const view = viewOf(seen, looking, { ...row, seen: row.card?.seen ?? null })
    return view ? [{ ...row, view }] : []
  })
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
