/** The threads somebody is in: he leaves them, and his heirs come. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { offer } from '../handover/offering.ts'
import { prepared, type Writing } from '../store/store.ts'
import { aboutThread } from '../threads/about.ts'
import { owe } from '../unanswered/unanswered.ts'
import { given, goOn, type HandedRow, heirOf, keep, type LeavingRow } from './handed.ts'
import { type Place, placesOf, unansweredOf } from './holdings.ts'

// A commit costs more than the rows of one: fewer of them, and others still wait for a blink only.
/** Threads of one write, which everybody else's writes wait for. */
const SLICE = 80

export async function handThreads(w: Writing, leaving: LeavingRow, after: string) {
  const places = await placesOf(w, leaving.person, after, SLICE)
  if (places.length === 0) return undefined
  const { company, db, t, now } = w
  const ids = places.map(({ thread }) => thread.id)
  await db
    .update(t.member)
    .set({ leftAt: now })
    .where(
      and(eq(t.member.company, company), eq(t.member.person, leaving.person), inArray(t.member.thread, ids)),
    )
  const came = await bringHeirs(w, leaving, places)
  const owed = await passOnUnanswered(w, leaving, places)
  await keep(
    w,
    leaving,
    places.map((place) => ({
      ...{ kind: 'thread', thing: place.thread.id, record: place.thread.record, thread: place.thread.id },
      heir: heirOf(leaving, place),
      before: { ...(came.has(place.thread.id) && { came: true }), ...owed.get(place.thread.id) },
    })),
  )
  await offer(
    w,
    places
      // Cards he was responsible for are offered as such.
      .filter(({ responsible }) => responsible !== leaving.person)
      .flatMap(({ thread, seen }) => given(leaving, thread.record, heirOf(leaving, { thread, seen }))),
  )
  for (const { thread, member } of places) {
    const about = await aboutThread(w, thread)
    const told = { thread: thread.id, person: leaving.person, readSeq: member.readSeq }
    await w.emit('thread.left', { ...about, data: told })
    const heir = came.get(thread.id)
    if (heir)
      await w.emit('thread.joined', { ...about, data: { ...told, person: heir, readSeq: thread.lastSeq } })
  }
  return goOn(places, ({ thread }) => thread.id, SLICE)
}

/** Thread -> the heir who was not in it. */
async function bringHeirs(w: Writing, leaving: LeavingRow, places: Place[]): Promise<Map<string, string>> {
  const { company, db, t, now } = w
  const wanted = places.flatMap((place) => {
    const heir = heirOf(leaving, place)
    return heir ? [{ heir, thread: place.thread }] : []
  })
  if (wanted.length === 0) return new Map()
  const there = await db
    .select({ thread: t.member.thread, person: t.member.person })
    .from(t.member)
    .where(
      and(
        eq(t.member.company, company),
        inArray(
          t.member.thread,
          wanted.map(({ thread }) => thread.id),
        ),
        inArray(t.member.person, [...new Set(wanted.map(({ heir }) => heir))]),
        isNull(t.member.leftAt),
      ),
    )
  const already = new Set(there.map(({ thread, person }) => `${thread} ${person}`))
  const coming = wanted.filter(({ heir, thread }) => !already.has(`${thread.id} ${heir}`))
  if (coming.length === 0) return new Map()
  for (const { heir, thread } of coming) {
    await joinAnew(w).execute({ company, thread: thread.id, person: heir, readSeq: thread.lastSeq, now })
  }
  return new Map(coming.map(({ heir, thread }) => [thread.id, heir]))
}

/** What waits for the leaver's answer waits for his heir's; by thread, what there was. */
async function passOnUnanswered(w: Writing, leaving: LeavingRow, places: Place[]) {
  const ids = places.map(({ thread }) => thread.id)
  const mine = Map.groupBy(await unansweredOf(w, leaving.person, ids), ({ thread }) => thread)
  const before = new Map<string, Pick<HandedRow['before'], 'unanswered' | 'owed'>>()
  if (mine.size === 0) return before
  const { company, db, t } = w
  await db
    .delete(t.unanswered)
    .where(
      and(
        eq(t.unanswered.company, company),
        eq(t.unanswered.person, leaving.person),
        inArray(t.unanswered.thread, [...mine.keys()]),
      ),
    )
  for (const place of places) {
    const waiting = mine.get(place.thread.id) ?? []
    if (waiting.length === 0) continue
    const heir = heirOf(leaving, place)
    const his = heir ? await unansweredOf(w, heir, [place.thread.id]) : []
    const fresh = heir ? waiting.filter(({ seq }) => !his.some((one) => one.seq === seq)) : []
    if (heir)
      await owe(
        w,
        fresh.map((one) => ({ ...one, person: heir, record: place.thread.record })),
      )
    before.set(place.thread.id, {
      unanswered: waiting.map(({ seq, message, at }) => ({ seq, message, at: at.toISOString() })),
      owed: fresh.map(({ seq }) => seq),
    })
  }
  return before
}

/** Joining again after leaving is joining anew: he has read everything so far. */
const joinAnew = prepared('join_anew', (db, t) =>
  db
    .insert(t.member)
    .values({
      company: sql.placeholder('company'),
      thread: sql.placeholder('thread'),
      person: sql.placeholder('person'),
      readSeq: sql.placeholder('readSeq'),
      joinedAt: sql.placeholder('now'),
    })
    .onConflictDoUpdate({
      target: [t.member.company, t.member.thread, t.member.person],
      set: {
        readSeq: sql`excluded.read_seq`,
        joinedAt: sql`excluded.joined_at`,
        ownUnread: 0,
        mentionSeq: 0,
        leftAt: null,
      },
    }),
)
