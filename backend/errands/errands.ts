/** What we do at a host on our own behalf: entrusted in the write that asks for it, done after its commit, exactly once. */
import { and, eq, isNotNull, isNull, max, ne, sql } from 'drizzle-orm'
import type { CrmRefusal, Deed, Done } from '../../crm-adapters/port.ts'
import type { Reading, Writing } from '../store/store.ts'
import { isBusy, nextInLane } from './lanes.ts'

type Keyless<D> = D extends Deed ? Omit<D, 'key'> : never
type Keep = Extract<Deed, { do: 'keep' }>
type Leave = Extract<Deed, { do: 'leave' }>
type Relay = Extract<Deed, { do: 'relay' }>

/** A deed as it is stored: its key is the errand's id, bytes are named by what we keep them as, texts by what they are of. */
export type StoredDeed =
  | Keyless<Exclude<Deed, Keep | Leave | Relay>>
  | (Pick<Keep, 'do' | 'record'> & { file: string })
  | (Pick<Leave, 'do' | 'record' | 'person'> & { dossier: string })
  | (Pick<Relay, 'do' | 'record'> & { message: string; wording: string })

/** `refused`: the host will not have it done. `given_up`: it could not be done for days. */
export type Ending = 'done' | 'refused' | 'given_up'

export interface NewErrand {
  /** Names the errand: entrusting it again changes nothing. */
  id: string
  deed: StoredDeed
  /** Whose kept grant is used; null for that of whoever installed us. */
  as: string | null
  /** Errands of one lane are done in the order entrusted, those of different lanes side by side. `deal:1204`, `person:7`... */
  lane: string
  /** Errands of the lane entrusted with the same word and not yet begun are dropped: only the newest matters. */
  supersedes?: string
  /** Not before; until then it holds up nobody else of its lane. */
  after?: Date
}

export type Errand = Reading['t']['errand']['$inferSelect']

/** How an errand has ended; `reason` is the host's last word, `said` what a rule of the customer's there tells people. */
export type Outcome =
  | { ending: 'done'; done: Done }
  | { ending: 'refused' | 'given_up'; reason: CrmRefusal; said?: string | undefined }

/** Stores an errand with the change that asks for it; it is taken up after the commit. */
export async function entrust(w: Writing, { id, deed, as, lane, supersedes, after }: NewErrand) {
  const { company, db, t, now } = w
  const [last] = await db
    .select({ number: max(t.errand.number) })
    .from(t.errand)
    .where(eq(t.errand.company, company))
  const notBefore = after ?? null
  const waits = notBefore === null && (await isBusy(w, lane))
  const stored = await db
    .insert(t.errand)
    .values({
      company,
      id,
      number: (last?.number ?? 0) + 1,
      lane,
      deed,
      as,
      supersedes: supersedes ?? null,
      entrustedAt: now,
      notBefore,
      dueAt: waits ? null : (notBefore ?? now),
      tries: 0,
    })
    .onConflictDoNothing({ target: [t.errand.company, t.errand.id] })
    .returning({ id: t.errand.id })
  if (stored.length === 0) return
  if (supersedes !== undefined) await drop(w, lane, supersedes, id)
  w.wake('errands')
}

/** Takes up anew what was given up or refused: the host is asked first whether it has done it after all. */
export async function takeUpAgain(w: Writing, id: string) {
  const { company, db, t, now } = w
  const anew = { endedAt: null, ending: null, tries: 0, dueAt: now, failingSince: null, failedAt: null }
  const taken = await db
    .update(t.errand)
    .set({ ...anew, reason: null, begunAt: sql`${t.errand.entrustedAt}` })
    .where(and(eq(t.errand.company, company), eq(t.errand.id, id), isNotNull(t.errand.endedAt)))
    .returning({ id: t.errand.id })
  if (taken.length > 0) w.wake('errands')
}

/** Takes back what was entrusted with that word in the lane, unless it has been begun. */
export async function recall(w: Writing, lane: string, supersedes: string) {
  await drop(w, lane, supersedes)
}

async function drop(w: Writing, lane: string, supersedes: string, but?: string) {
  const { company, db, t } = w
  const unbegun = and(
    eq(t.errand.company, company),
    eq(t.errand.lane, lane),
    isNull(t.errand.endedAt),
    isNull(t.errand.begunAt),
    eq(t.errand.supersedes, supersedes),
  )
  const dropped = await db
    .delete(t.errand)
    .where(but === undefined ? unbegun : and(unbegun, ne(t.errand.id, but)))
    .returning({ id: t.errand.id })
  if (dropped.length > 0) await nextInLane(w, lane)
}
