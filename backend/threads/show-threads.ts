/** The threads of a card as one person sees them, in three queries however many there are. */
import { and, desc, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { type Looking, type Sight, sight, tiesOf, viewOf } from '../access/sight.ts'
import { veiledThread } from '../access/veil.ts'
import type { ShownMessage, ShownThread } from '../shown.ts'
import { type Db, prepared, type Reading } from '../store/store.ts'
import { unansweredThere } from '../unanswered/unanswered.ts'
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

  return rows.map(({ thread, member, last, draft, unanswered, view }) => {
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
      ...(unanswered > 0 && { unanswered }),
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
  const { person, record } = looking
  const wanted = { company: r.company, person, record, now: r.now }
  const rows = await (only === undefined
    ? ofRecord(r).execute(wanted)
    : oneOfRecord(r).execute({ ...wanted, only }))
  return rows.flatMap((row) => {
    const view = viewOf(seen, looking, { ...row, seen: row.card?.seen ?? null })
    return view ? [{ ...row, view }] : []
  })
}

const ofRecord = prepared('threads_of_record', (db, t) => threadsOf(db, t))
const oneOfRecord = prepared('thread_of_record', (db, t) =>
  threadsOf(db, t, eq(t.thread.id, sql.placeholder('only'))),
)

function threadsOf(db: Db, t: Reading['t'], only?: SQL) {
  const person = sql.placeholder('person')
  const ties = tiesOf(t, person, sql.param(sql.placeholder('now'), t.invite.until))
  const { thread, member, message, draft } = t
  return (
    db
      // Of what is beside a thread the first column says whether there is a row at all.
      .select({
        thread: {
          id: thread.id,
          record: thread.record,
          kind: thread.kind,
          audience: thread.audience,
          title: thread.title,
          role: thread.role,
          lastSeq: thread.lastSeq,
          closedAt: thread.closedAt,
        },
        member: {
          readSeq: member.readSeq,
          ownUnread: member.ownUnread,
          mentionSeq: member.mentionSeq,
          leftAt: member.leftAt,
          level: member.level,
          levelAt: member.levelAt,
        },
        last: {
          id: message.id,
          seq: message.seq,
          author: message.author,
          text: message.text,
          at: message.at,
          elsewhereAt: message.elsewhereAt,
          deletedAt: message.deletedAt,
          files: message.files,
          happened: message.happened,
        },
        draft: { text: draft.text, replyTo: draft.replyTo },
        pass: { fromSeq: t.invite.fromSeq, fields: t.invite.fields, files: t.invite.files },
        supervision: { until: t.supervision.until },
        card: { record: t.card.record, seen: t.card.seen },
        unanswered: unansweredThere(db, t, person),
      })
      .from(thread)
      .leftJoin(
        member,
        and(
          eq(member.company, thread.company),
          eq(member.thread, thread.id),
          eq(member.person, person),
          isNull(member.leftAt),
        ),
      )
      .leftJoin(
        message,
        and(
          eq(message.company, thread.company),
          eq(message.thread, thread.id),
          eq(message.seq, thread.lastSeq),
        ),
      )
      .leftJoin(
        draft,
        and(eq(draft.company, thread.company), eq(draft.thread, thread.id), eq(draft.person, person)),
      )
      .leftJoin(t.invite, ties.pass)
      .leftJoin(t.supervision, ties.supervision)
      .leftJoin(t.card, ties.card)
      .where(
        and(
          eq(thread.company, sql.placeholder('company')),
          eq(thread.record, sql.placeholder('record')),
          only,
        ),
      )
      .orderBy(thread.openedAt, thread.id)
  )
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
