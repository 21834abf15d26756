/**
 * What somebody has in hand goes to his heirs, a slice after another. What has been done is found done: a node that dies
 * in between leaves the rest to another. What was said stays his.
 */
import { and, eq } from 'drizzle-orm'
import { offer } from '../handover/offering.ts'
import { type EndsDeps, end, revokeInvite } from '../invites/ends.ts'
import type { Writing } from '../store/store.ts'
import { handAtHost } from '../tasks/handing.ts'
import { aboutThread } from '../threads/about.ts'
import { given, goOn, heirOf, keep, type LeavingRow } from './handed.ts'
import { handThreads } from './handing-threads.ts'
import { awaitedOf, cardsOf, groupOf, invitesOf, tasksOf } from './holdings.ts'

/** Things of one write, which everybody else's writes wait for: of those that take one row. */
const MANY = 250
/** The same of things that take more than a row or two. */
const FEW = 20

const stages = ['threads', 'cards', 'awaited', 'tasks', 'invites', 'passes'] as const

/** How far it has come. */
export interface Reached {
  stage: (typeof stages)[number]
  after: string
}

export const beginning: Reached = { stage: 'threads', after: '' }

/** Hands over a slice; answers with where to go on, undefined when nothing is left in his hands. */
export async function handOver(
  w: Writing,
  deps: EndsDeps,
  leaving: LeavingRow,
  { stage, after }: Reached,
): Promise<Reached | undefined> {
  const next = await slices[stage](w, leaving, after, deps)
  if (next !== undefined) return { stage, after: next }
  const following = stages[stages.indexOf(stage) + 1]
  return following && { stage: following, after: '' }
}

type Slice = (w: Writing, leaving: LeavingRow, after: string, deps: EndsDeps) => Promise<string | undefined>

const slices: Record<Reached['stage'], Slice> = {
  threads: handThreads,
  cards,
  awaited,
  tasks,
  invites,
  passes,
}

/** Of cards he was responsible for the heir reads what he has to know, whether they had talked there or not. */
async function cards(w: Writing, leaving: LeavingRow, after: string) {
  const found = await cardsOf(w, leaving.person, after, MANY)
  await offer(
    w,
    found.flatMap(({ record, seen }) => given(leaving, record, leaving.heirs[groupOf(record, seen)] ?? null)),
  )
  return goOn(found, ({ record }) => record, MANY)
}

async function awaited(w: Writing, leaving: LeavingRow) {
  const found = await awaitedOf(w, leaving.person, FEW)
  const { company, db, t, now } = w
  for (const { awaited: was, thread, seen } of found) {
    const it = and(
      eq(t.awaited.company, company),
      eq(t.awaited.message, was.message),
      eq(t.awaited.what, was.what),
    )
    await db
      .update(t.awaited)
      .set({ endedAt: now })
      .where(and(it, eq(t.awaited.person, leaving.person)))
    const heir = heirOf(leaving, { thread, seen })
    const came = heir
      ? await db
          .insert(t.awaited)
          .values({ ...was, person: heir, at: now })
          .onConflictDoNothing()
          .returning({ person: t.awaited.person })
      : []
    const thing = `${was.message} ${was.what}`
    const where = { record: thread.record, thread: thread.id }
    const before = came.length > 0 ? { came: true as const } : {}
    await keep(w, leaving, [{ kind: 'awaited', thing, ...where, heir, before }])
    await w.emit('matter.changed', { ...(await aboutThread(w, thread)), data: { message: was.message } })
  }
  return goOn(found, ({ awaited: { message } }) => message, FEW)
}

/** Here at once; at the host, when it lets us. */
async function tasks(w: Writing, leaving: LeavingRow, _: string, deps: EndsDeps) {
  const found = await tasksOf(w, leaving.person, FEW)
  const { company, db, t, now } = w
  for (const { task, thread, seen } of found) {
    const heir = heirOf(leaving, { thread, seen })
    const [handed] = await db
      .update(t.task)
      .set({ handedAt: now, handedTo: heir, handing: null })
      .where(and(eq(t.task.company, company), eq(t.task.id, task.id)))
      .returning()
    if (heir) await handAtHost(w, handed!, heir, deps.newId())
    const thing = { kind: 'task' as const, thing: task.id, record: thread.record, thread: thread.id }
    await keep(w, leaving, [{ ...thing, heir, before: task.handedTo ? { handedTo: task.handedTo } : {} }])
    await w.emit('task.changed', { ...(await aboutThread(w, thread)), data: { message: task.message } })
  }
  return goOn(found, ({ task }) => task.id, FEW)
}

/** Whoever he has invited goes, or another answers for them from now on. */
async function invites(w: Writing, leaving: LeavingRow, _: string, deps: EndsDeps) {
  const found = await invitesOf(w, leaving.person, 'sponsor', FEW)
  const { company, db, t } = w
  for (const { invite, thread } of found) {
    // A guest is known by who answers for him.
    const same = and(eq(t.person.company, company), eq(t.person.id, invite.person))
    if (leaving.sponsor) {
      const its = and(eq(t.invite.company, company), eq(t.invite.id, invite.id))
      await db.update(t.invite).set({ sponsor: leaving.sponsor }).where(its)
      await db
        .update(t.person)
        .set({ sponsor: leaving.sponsor })
        .where(and(same, eq(t.person.sponsor, leaving.person)))
    } else await revokeInvite(w, deps, invite, leaving.by)
    const before = { sponsor: leaving.person, link: invite.linkHash, key: invite.keyHash }
    const thing = { kind: 'invite' as const, thing: invite.id, record: thread.record, thread: thread.id }
    await keep(w, leaving, [{ ...thing, heir: leaving.sponsor, before }])
  }
  return goOn(found, ({ invite }) => invite.id, FEW)
}

/** He was invited himself. */
async function passes(w: Writing, leaving: LeavingRow, _: string, deps: EndsDeps) {
  const found = await invitesOf(w, leaving.person, 'person', FEW)
  for (const { invite, thread } of found) {
    await end(w, deps, invite, { ending: 'revoked', by: leaving.by })
    const thing = { kind: 'pass' as const, thing: invite.id, record: thread.record, thread: thread.id }
    await keep(w, leaving, [{ ...thing, heir: null, before: { link: invite.linkHash, key: invite.keyHash } }])
  }
  return goOn(found, ({ invite }) => invite.id, FEW)
}
