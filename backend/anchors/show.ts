/** Shows among a record's activities at the host how many messages wait in its chat for whoever is responsible for it. */
import { and, eq, lte } from 'drizzle-orm'
import type { Anchor } from '../../crm-adapters/port.ts'
import { choicesOf } from '../companies/choices.ts'
import { type Errand, entrust, type Outcome } from '../errands/errands.ts'
import { recordKey, recordRef } from '../records.ts'
import type { Reading, Writing } from '../store/store.ts'
import { waitingFor } from './waiting.ts'

/** Milliseconds between two changes of one entry. */
const APART = 60_000
/** Entries of one slice. */
const SLICE = 50

type Entry = Reading['t']['anchor']['$inferSelect']
type Waiting = Awaited<ReturnType<typeof waitingFor>>

/** Whether any entry is to be looked at now. */
export async function isAnyDue({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const due = and(eq(t.anchor.company, company), lte(t.anchor.dueAt, now))
  const [entry] = await db.select({ record: t.anchor.record }).from(t.anchor).where(due).limit(1)
  return entry !== undefined
}

/** Brings a slice of the entries up to date that are due; true when there may be more. */
export async function showWaiting(w: Writing, newId: () => string): Promise<boolean> {
  const { company, db, t, now } = w
  const { anchor: wanted } = await choicesOf(w)
  const due = and(eq(t.anchor.company, company), lte(t.anchor.dueAt, now))
  const entries = await db.select().from(t.anchor).where(due).limit(SLICE)
  for (const entry of entries) {
    const waiting = wanted ? await waitingFor(w, entry.record) : undefined
    await bringUpToDate(w, entry, waiting, newId)
  }
  return entries.length === SLICE
}

async function bringUpToDate(w: Writing, entry: Entry, waiting: Waiting, newId: () => string) {
  const { now } = w
  const rested = entry.shownAt ? new Date(entry.shownAt.getTime() + APART) : now
  if (rested > now && waiting) return change(w, entry, { dueAt: rested })

  const responsible = waiting?.responsible ?? entry.responsible
  const { unread, threads } = waiting ?? { unread: 0, threads: 0 }
  const fresh = entry.shownAt === null || entry.saidAt >= entry.shownAt
  const same = unread === entry.unread && threads === entry.threads && responsible === entry.responsible
  const unchanged = (unread === 0 && entry.unread === 0) || (same && !fresh)
  if (!responsible || unchanged) return change(w, entry, { dueAt: null })

  await change(w, entry, { responsible, unread, threads, shownAt: now, dueAt: null })
  const anchor = {
    known: entry.activity,
    ...{ responsible, unread, threads, fresh },
    locale: await localeOf(w),
  } satisfies Anchor
  await entrust(w, {
    id: newId(),
    deed: { do: 'anchor', record: recordRef(entry.record), anchor },
    as: null,
    lane: entry.record,
    supersedes: 'anchor',
  })
}

/** Keeps what has become of it; one deleted by hand, or that could not be shown, is made anew when somebody writes. */
export async function anchorConcluded(w: Writing, { deed, entrustedAt }: Errand, outcome: Outcome) {
  if (deed.do !== 'anchor') return
  const { company, db, t } = w
  const mine = and(eq(t.anchor.company, company), eq(t.anchor.record, recordKey(deed.record)))
  if (outcome.ending === 'done') {
    const { id } = outcome.done
    if (id) await db.update(t.anchor).set({ activity: id }).where(mine)
    return
  }
  if (outcome.reason === 'missing') await db.update(t.anchor).set({ activity: null }).where(mine)
  await db
    .update(t.anchor)
    .set({ unread: 0, threads: 0 })
    .where(and(mine, eq(t.anchor.shownAt, entrustedAt)))
}

async function change({ company, db, t }: Writing, { record }: Entry, set: Partial<Entry>) {
  await db
    .update(t.anchor)
    .set(set)
    .where(and(eq(t.anchor.company, company), eq(t.anchor.record, record)))
}

async function localeOf({ company, db, t }: Reading): Promise<string> {
  const [row] = await db
    .select({ locale: t.company.locale })
    .from(t.company)
    .where(eq(t.company.company, company))
  return row?.locale ?? 'en'
}
