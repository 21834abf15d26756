/**
 * What hosts tell us of themselves. Each telling is written down before it is answered, for no host tells twice; what it
 * means is found out later, by asking. So a telling that is doubled, late, out of order or made up does no harm.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { and, asc, eq, gte, inArray, isNull, lte } from 'drizzle-orm'
import type { Crm, Hint, HostEvent } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import { recordKey } from '../records.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { installation } from './companies.ts'
import { noteCopy } from './copies.ts'

export interface InboxDeps {
  store: Store
  secrets: Secrets
  now(): Date
  /**
   * Acts on a hint; says how it ended, for diagnostics. What it throws is tried again later. May be called twice for the
   * same, by two nodes or after a crash.
   */
  act(company: string, told: Told): Promise<string>
  /** Whether it is the echo of a change of our own. */
  isEcho(company: string, told: Pick<Told, 'hint' | 'by'>): boolean
  /** Something has been written down. */
  received(company: string): void
}

export interface Told {
  hint: Hint
  /** Whose action it was, where the host says so. */
  by: string | null
  toldAt: Date
  /** What the event came with to prove itself, of our being installed or updated. */
  proof: Pick<HostEvent, 'grant' | 'applicationToken'> | null
}

/** What has been posted to us where a host posts. */
export interface Telling {
  host: Pick<Crm, 'host' | 'event'>
  body: string
  headers: Record<string, string>
}

export interface Inbox {
  /**
   * Writes down what a host posts, asking nobody; false when it is dropped. An event of our own installation may come
   * with a secret we do not know yet: `mayBeNew` says whether to look into such a one now.
   */
  receive(telling: Telling, mayBeNew: () => boolean): Promise<boolean>
  /** Acts on what is due of a company; true when there is more. */
  work(company: string): Promise<boolean>
}

const SECOND = 1000
const AT_ONCE = 50
/** Milliseconds after which another node may work what one has taken up. */
const TAKEN_FOR = 120 * SECOND
/** Milliseconds after which one begins no more of it: what was begun has as long again to end. */
const BEGUN_WITHIN = TAKEN_FOR / 2
/** Hosts write down when with whole seconds only: within these milliseconds the same words may tell of a second change. */
const SAME_WORDS = 10 * SECOND
const TRIES_MOST = 8
const RETRY_FIRST = 5 * SECOND
const RETRY_MOST = 3600 * SECOND

export function createInbox({ store, secrets, now, act, isEcho, received }: InboxDeps): Inbox {
  async function receive({ host, body, headers }: Telling, mayBeNew: () => boolean): Promise<boolean> {
    const event = host.event(body, headers)
    if (!event) return false
    const { company, applicationToken, grant, copyOf } = event
    if (copyOf !== undefined) {
      await quarantine(copyOf, event)
      return false
    }
    const known = await store.read(company, (r) => installation(r, secrets))
    if (known?.portal.host !== host.host) return false
    const proven =
      known.applicationToken !== null &&
      applicationToken !== null &&
      same(known.applicationToken, applicationToken)
    if (!proven && !(grant && mayBeNew())) return false
    // Being told that we are installed where we know it is no news: then nobody's tokens are wanted.
    const news = !(proven && event.hint.about === 'application' && event.hint.what === 'installed')
    const proof = grant && news ? JSON.stringify({ grant, applicationToken }) : null
    await store.write(company, async (w) => {
      const sealed = proof && (await secrets.sealing(w)).seal(proof, proofOf(event))
      await writeDown(w, event, sealed)
    })
    received(company)
    return true
  }

  /** A copied environment tells us of itself with what it was given as another: that is noted, and nothing else done. */
  async function quarantine(original: string, { company: copy, applicationToken }: HostEvent) {
    const known = await store.read(original, (r) => installation(r, secrets))
    if (!known?.applicationToken || !applicationToken) return
    if (same(known.applicationToken, applicationToken)) await store.write(original, (w) => noteCopy(w, copy))
  }

  async function work(company: string): Promise<boolean> {
    // Looked at before it is taken: most looks find nothing, and a look is no commit.
    if (!(await store.read(company, (r) => isDue(r, now())))) return false
    const takenAt = now().getTime()
    const rows = await store.write(company, takeUp)
    const echoes = rows.filter((row) => isEcho(company, row))
    const news = rows.filter((row) => !echoes.includes(row))
    if (echoes.length > 0) await store.write(company, (w) => done(w, echoes, 'our own change'))
    const matters = Map.groupBy(news, ({ hint, key }) => matterOf(hint) ?? key)
    const left = [...matters.values()]
    for (let about = left.shift(); about; about = left.shift()) {
      await workOn(company, about)
      if (left.length > 0 && now().getTime() - takenAt >= BEGUN_WITHIN) {
        // A slow host: what it has not been asked about was not tried, and another may take it up at once.
        await store.write(company, (w) => giveBack(w, left.flat()))
        return true
      }
    }
    return rows.length === AT_ONCE
  }

  /** Many hints about one matter are one question. */
  async function workOn(company: string, rows: Row[]) {
    const gravest = rows.toSorted((a, b) => gravity(b.hint) - gravity(a.hint))[0]
    if (!gravest) return
    let outcome: string
    try {
      outcome = await act(company, await toldBy(company, gravest))
    } catch (error) {
      await store.write(company, (w) => tryLater(w, rows, error))
      return
    }
    await store.write(company, (w) => done(w, rows, outcome))
  }

  async function toldBy(company: string, { key, hint, by, receivedAt, sealed }: Row): Promise<Told> {
    const opening = await store.read(company, secrets.opening)
    const proof = sealed && JSON.parse(opening.open(sealed, proofOf({ key })))
    return { hint, by, toldAt: receivedAt, proof }
  }

  return { receive, work }
}

/** In a time that does not tell how much of it is right. */
function same(kept: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(kept), digest(given))
}

type Row = Reading['t']['inbox']['$inferSelect']

const proofOf = ({ key }: { key: string }) => `event ${key}`

/** The name of what was found in a host's own account: it has told nobody of it. */
export const MISSED = 'missed'

/** Notes what a host has told, to be worked and, where that fails, tried again; the same again while it is fresh. */
export async function writeDown(
  { company, db, t, now }: Writing,
  { key, name, hint, by }: Pick<HostEvent, 'key' | 'name' | 'hint' | 'by'>,
  sealed: string | null = null,
) {
  const first = { dueAt: now, tries: 0, sealed, workedAt: null, outcome: null }
  await db
    .insert(t.inbox)
    .values({ company, key, name, hint, by, receivedAt: now, ...first })
    .onConflictDoUpdate({
      target: [t.inbox.company, t.inbox.key],
      set: first,
      setWhere: gte(t.inbox.receivedAt, new Date(now.getTime() - SAME_WORDS)),
    })
}

function due({ company, t }: Reading, now: Date) {
  return and(eq(t.inbox.company, company), isNull(t.inbox.workedAt), lte(t.inbox.dueAt, now))
}

async function isDue(r: Reading, now: Date): Promise<boolean> {
  const [row] = await r.db.select({ key: r.t.inbox.key }).from(r.t.inbox).where(due(r, now)).limit(1)
  return row !== undefined
}

async function takeUp(w: Writing): Promise<Row[]> {
  const { db, t, now } = w
  const rows = await db.select().from(t.inbox).where(due(w, now)).orderBy(asc(t.inbox.dueAt)).limit(AT_ONCE)
  await change(w, rows, { dueAt: new Date(now.getTime() + TAKEN_FOR) }, 1)
  return rows.map((row) => ({ ...row, tries: row.tries + 1 }))
}

async function done(w: Writing, rows: Row[], outcome: string) {
  await change(w, rows, { workedAt: w.now, outcome, sealed: null })
}

async function giveBack(w: Writing, rows: Row[]) {
  await change(w, rows, { dueAt: w.now }, -1)
}

async function tryLater(w: Writing, rows: Row[], error: unknown) {
  const outcome = String(error instanceof Error ? error.message : error).slice(0, 500)
  const tries = Math.max(...rows.map((row) => row.tries))
  if (tries >= TRIES_MOST) return done(w, rows, `given up: ${outcome}`)
  const wait = Math.min(RETRY_FIRST * 2 ** (tries - 1), RETRY_MOST)
  await change(w, rows, { dueAt: new Date(w.now.getTime() + wait), outcome })
}

/** Changes rows as they were taken up; those told again meanwhile stay due. */
async function change(w: Writing, rows: Row[], set: Partial<Row>, more = 0) {
  const { company, db, t } = w
  for (const [tries, of] of Map.groupBy(rows, (row) => row.tries)) {
    const keys = of.map(({ key }) => key)
    await db
      .update(t.inbox)
      .set({ ...set, tries: tries + more })
      .where(and(eq(t.inbox.company, company), inArray(t.inbox.key, keys), eq(t.inbox.tries, tries)))
  }
}

/** What a hint is about, where several are answered by one look at the host; undefined when each counts. */
function matterOf(hint: Hint): string | undefined {
  if (hint.about === 'record') return recordKey(hint.record)
  if (hint.about === 'person') return `person ${hint.person}`
  if (hint.about === 'task') return `task ${hint.task}`
  return undefined
}

/** Of hints about one matter, which is passed on; whoever gets it asks how things stand anyway. */
function gravity(hint: Hint): number {
  return hint.about === 'record' ? ['changed', 'moved', 'deleted'].indexOf(hint.what) : 0
}
