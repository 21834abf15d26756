/** What was handed over goes back, a slice after another; what was said meanwhile stays. */
import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { tellAccess } from '../access/changed.ts'
import { recall } from '../errands/errands.ts'
import type { InviteRow } from '../invites/invites.ts'
import type { NotBack } from '../shown.ts'
import type { Writing } from '../store/store.ts'
import { handAtHost, handingOf, laneOf } from '../tasks/handing.ts'
import { aboutThread } from '../threads/about.ts'
import { owe, waitsNoMore } from '../unanswered/unanswered.ts'
import type { HandedRow, LeavingRow } from './handed.ts'

/** Things of one write, which everybody else's writes wait for. */
const SLICE = 50

type ThreadRow = Writing['t']['thread']['$inferSelect']

/** Takes back a slice; false when nothing is left to take back. */
export async function takeBack(w: Writing, deps: TakingDeps, leaving: LeavingRow): Promise<boolean> {
  const { company, db, t, now } = w
  const found = await db
    .select({ handed: t.handed, thread: t.thread })
    .from(t.handed)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.handed.thread)))
    .where(and(eq(t.handed.company, company), eq(t.handed.leaving, leaving.id), isNull(t.handed.takenBackAt)))
    .orderBy(asc(t.handed.kind), asc(t.handed.thing))
    .limit(SLICE)
  for (const { handed, thread } of found) {
    const notBack = await back[handed.kind](w, leaving, handed, thread, deps)
    await db
      .update(t.handed)
      .set({ takenBackAt: now, notBack: notBack ?? null })
      .where(
        and(
          eq(t.handed.company, company),
          eq(t.handed.leaving, leaving.id),
          eq(t.handed.kind, handed.kind),
          eq(t.handed.thing, handed.thing),
        ),
      )
  }
  return found.length === SLICE
}

export interface TakingDeps {
  newId: () => string
}

/** Answers with why it stays as it is; nothing where it is as it was. */
type Back = (
  w: Writing,
  leaving: LeavingRow,
  handed: HandedRow,
  thread: ThreadRow,
  deps: TakingDeps,
) => Promise<NotBack | undefined>

const thread: Back = async (w, { person }, { heir, before }, thread) => {
  const { company, db, t, now } = w
  const of = (one: string) =>
    and(eq(t.member.company, company), eq(t.member.thread, thread.id), eq(t.member.person, one))
  const [member] = await db.update(t.member).set({ leftAt: null }).where(of(person)).returning()
  const goes = before.came === true && heir !== null
  if (goes) await db.update(t.member).set({ leftAt: now }).where(of(heir))
  await unanswered(w, person, heir, before, thread)
  const about = await aboutThread(w, thread)
  const readSeq = member?.readSeq ?? thread.lastSeq
  await w.emit('thread.joined', { ...about, data: { thread: thread.id, person, readSeq } })
  if (goes) await w.emit('thread.left', { ...about, data: { thread: thread.id, person: heir, readSeq } })
  return member ? undefined : 'gone'
}

/** What has been answered by now waits for nobody. */
async function unanswered(
  w: Writing,
  person: string,
  heir: string | null,
  { unanswered = [], owed = [] }: HandedRow['before'],
  thread: ThreadRow,
) {
  if (unanswered.length === 0) return
  const { company, db, t } = w
  const still = heir
    ? await db
        .select({ seq: t.unanswered.seq })
        .from(t.unanswered)
        .where(
          and(
            eq(t.unanswered.company, company),
            eq(t.unanswered.person, heir),
            eq(t.unanswered.thread, thread.id),
            inArray(
              t.unanswered.seq,
              unanswered.map(({ seq }) => seq),
            ),
          ),
        )
    : unanswered
  const waiting = new Set(still.map(({ seq }) => seq))
  const again = unanswered.filter(({ seq }) => waiting.has(seq))
  const where = { person, thread: thread.id, record: thread.record }
  await owe(
    w,
    again.map(({ at, ...one }) => ({ ...where, ...one, at: new Date(at) })),
  )
  for (const { message } of heir ? again.filter(({ seq }) => owed.includes(seq)) : [])
    await waitsNoMore(w, message, [heir!])
}

const awaited: Back = async (w, { person }, handed, thread) => {
  const { company, db, t, now } = w
  const [message = '', what = ''] = handed.thing.split(' ')
  const rows = await db
    .select()
    .from(t.awaited)
    .where(and(eq(t.awaited.company, company), eq(t.awaited.message, message)))
  const it = rows.filter((row) => row.what === what)
  const his = it.find((row) => row.person === handed.heir)
  const settled = it.some((row) => row.doneAt) || (his !== undefined && his.endedAt !== null)
  const of = (one: string) =>
    and(
      eq(t.awaited.company, company),
      eq(t.awaited.message, message),
      eq(t.awaited.what, it[0]!.what),
      eq(t.awaited.person, one),
    )
  if (it.length === 0) return 'gone'
  if (settled) return 'answered'
  await db.update(t.awaited).set({ endedAt: null }).where(of(person))
  if (his && handed.before.came) await db.update(t.awaited).set({ endedAt: now }).where(of(his.person))
  await w.emit('matter.changed', { ...(await aboutThread(w, thread)), data: { message } })
  return undefined
}

/** At the host it goes back too, if it has come to the heir there. */
const task: Back = async (w, { person }, { thing, heir, before }, thread, { newId }) => {
  const { company, db, t, now } = w
  const itself = and(eq(t.task.company, company), eq(t.task.id, thing))
  const [was] = await db.select().from(t.task).where(itself)
  if (!was) return 'gone'
  const changedThere = heir !== null && was.responsible === heir && was.handedTo === null
  const his = before.handedTo ?? (changedThere ? person : null)
  const [row] = await db
    .update(t.task)
    .set({ handedAt: his ? now : null, handedTo: his, handing: null })
    .where(itself)
    .returning()
  // What has not been asked of the host yet is not asked.
  await recall(w, laneOf(thing), handingOf(thing))
  if (changedThere) await handAtHost(w, row!, person, newId())
  await w.emit('task.changed', { ...(await aboutThread(w, thread)), data: { message: was.message } })
  return undefined
}

/** An invitation holds again, if its time is not over and nobody has ended it meanwhile. */
const invite: Back = async (w, leaving, handed, thread, deps) => {
  if (!handed.heir) return pass(w, leaving, handed, thread, deps)
  const { company, db, t } = w
  const sponsor = handed.before.sponsor ?? leaving.person
  const [row] = await db
    .update(t.invite)
    .set({ sponsor })
    .where(and(eq(t.invite.company, company), eq(t.invite.id, handed.thing)))
    .returning()
  if (!row) return 'gone'
  await db
    .update(t.person)
    .set({ sponsor })
    .where(and(eq(t.person.company, company), eq(t.person.id, row.person), eq(t.person.sponsor, handed.heir)))
  return row.endedAt ? 'ended' : undefined
}

const pass: Back = async (w, _, { thing, before }, thread) => {
  const { company, db, t, now } = w
  const its = and(eq(t.invite.company, company), eq(t.invite.id, thing))
  const [was] = await db.select().from(t.invite).where(its)
  if (!was) return 'gone'
  if (was.until <= now) return 'expired'
  if (await isInvitedAnew(w, was)) return 'ended'
  const living = { endedAt: null, endedBy: null, ending: null, reason: null }
  await db
    .update(t.invite)
    .set({ ...living, linkHash: before.link ?? null, keyHash: before.key ?? null })
    .where(its)
  if (!was.acceptedAt) return undefined
  const [member] = await db
    .update(t.member)
    .set({ leftAt: null })
    .where(
      and(eq(t.member.company, company), eq(t.member.thread, thread.id), eq(t.member.person, was.person)),
    )
    .returning()
  const data = { thread: thread.id, person: was.person, readSeq: member?.readSeq ?? thread.lastSeq }
  await w.emit('thread.joined', { ...(await aboutThread(w, thread)), data })
  await tellAccess(w, { person: was.person, record: thread.record })
  return undefined
}

async function isInvitedAnew({ company, db, t }: Writing, { id, thread, person }: InviteRow) {
  const [other] = await db
    .select({ id: t.invite.id })
    .from(t.invite)
    .where(
      and(
        eq(t.invite.company, company),
        eq(t.invite.thread, thread),
        eq(t.invite.person, person),
        ne(t.invite.id, id),
        isNull(t.invite.endedAt),
      ),
    )
    .limit(1)
  return other !== undefined
}

const back: Record<HandedRow['kind'], Back> = { thread, awaited, task, invite, pass }
