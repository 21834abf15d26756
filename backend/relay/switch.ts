/** Where the company keeps its texts, as its administrators choose it. */
import { and, count, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { portalOf } from '../companies/companies.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { ShownStorage, StorageMode } from '../shown.ts'
import type { Visitor } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import { mayGo } from './going.ts'
import { keepsTexts } from './mode.ts'

/**
 * Chooses it; the same again changes nothing. What is here goes over by and by; what is over stays there when texts are
 * kept here again, and what had not gone yet stays here. What people have begun to write is kept by their browsers only.
 * @throws Refused `host_unreachable` where the company is not connected
 */
export async function chooseStorage(w: Writing, by: Visitor, mode: StorageMode) {
  const { company, db, t, now } = w
  const before = await keepsTexts(w)
  if (mode === before) return
  if (!(await portalOf(w))) throw new Refused('host_unreachable', 'the company has no CRM connected')
  await db
    .update(t.company)
    .set({ storage: mode === 'relay' ? mode : null, storageAt: now, storageBy: by.person })
    .where(eq(t.company.company, company))
  await db.delete(t.handingOver).where(eq(t.handingOver.company, company))
  if (mode === 'relay') {
    await db.insert(t.handingOver).values({ company, thread: '', seq: 0 })
    await db.delete(t.draft).where(eq(t.draft.company, company))
  } else await forgetWaiting(w)
  audit(w, { act: 'settings.storage', by, data: { before, after: mode } })
  await w.emit('choices.changed', { record: '', data: { person: by.person } })
}

/** What stays here, and waits for nothing any more. Under way, it is taken back when it has come there. */
async function forgetWaiting({ company, db, t: { relayed } }: Writing) {
  const waits = and(isNull(relayed.at), isNull(relayed.entry), isNotNull(relayed.stays))
  await db.delete(relayed).where(and(eq(relayed.company, company), waits))
}

export async function shownStorage(r: Reading): Promise<ShownStorage> {
  const { company, db, t } = r
  const mode = await keepsTexts(r)
  const [row] = await db
    .select({ at: t.company.storageAt, by: t.company.storageBy })
    .from(t.company)
    .where(eq(t.company.company, company))
  const by = row?.by ? (await peopleById(r, [row.by])).get(row.by) : undefined
  const stays = await staying(r)
  const { messages, waiting, ...here } = await textsHere(r)
  return {
    mode,
    ...(row?.at && { since: row.at.toISOString() }),
    ...(by && { by }),
    waiting: mode === 'relay' ? Math.max(0, waiting - stays.refused - stays.held) : 0,
    ...stays,
    here: { messages, ...here, ...(await besides(r)) },
  }
}

/** What says something still, in discussions of both kinds. */
async function textsHere(r: Reading) {
  const { company, db, t } = r
  const { message, thread } = t
  const isPrivate = eq(thread.kind, 'private')
  const ofThread = and(eq(thread.company, company), eq(thread.id, message.thread))
  const said = and(eq(message.company, company), ne(message.text, ''), isNull(message.deletedAt))
  const rows = await db
    .select({
      isPrivate: sql<number>`case when ${isPrivate} then 1 else 0 end`.mapWith(Number),
      messages: count(),
      characters: sql<number>`coalesce(sum(length(${message.text})), 0)`.mapWith(Number),
    })
    .from(message)
    .innerJoin(thread, ofThread)
    .where(and(said, isNull(message.elsewhereAt)))
    .groupBy(sql`1`)
  const of = (which: number) => rows.find((row) => row.isPrivate === which)
  const waiting = await db
    .select({ messages: count() })
    .from(message)
    .innerJoin(thread, ofThread)
    .where(and(eq(message.company, company), mayGo(r)))
  return {
    waiting: waiting[0]?.messages ?? 0,
    messages: of(0)?.messages ?? 0,
    characters: of(0)?.characters ?? 0,
    privateMessages: of(1)?.messages ?? 0,
  }
}

async function besides({ company, db, t }: Reading) {
  const { thread, fact, draft, file } = t
  const counted = [
    db.$count(thread, and(eq(thread.company, company), eq(thread.kind, 'private'))),
    db.$count(fact, and(eq(fact.company, company), isNull(fact.removedAt))),
    db.$count(draft, eq(draft.company, company)),
    db.$count(
      file,
      and(eq(file.company, company), isNotNull(file.message), isNull(file.erasedAt), gt(file.size, 0)),
    ),
  ]
  const [privateThreads = 0, facts = 0, drafts = 0, files = 0] = (await Promise.all(counted)).map(Number)
  return { privateThreads, facts, drafts, files }
}

async function staying({ company, db, t: { relayed } }: Reading) {
  const rows = await db
    .select({ stays: relayed.stays, texts: count() })
    .from(relayed)
    .where(
      and(
        ...[eq(relayed.company, company), isNull(relayed.at)],
        inArray(relayed.stays, ['held', 'refused', 'given_up']),
      ),
    )
    .groupBy(relayed.stays)
  const of = (stays: string) => rows.find((row) => row.stays === stays)?.texts ?? 0
  return { refused: of('refused'), held: of('held') }
}
