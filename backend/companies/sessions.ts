import { hash as hashed, randomBytes } from 'node:crypto'
import { and, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { audit } from '../audit/audit.ts'
import { hasLeft, isDismissed } from '../people/people.ts'
import { type ShownOut, showOut } from '../people/shown-out.ts'
import { Refused } from '../refused.ts'
import type { From, Visitor } from '../signed-in.ts'
import { prepared, type Reading, type Store, type Writing } from '../store/store.ts'

/** A person on one of our pages. */
export interface Seated extends Visitor {
  /** The record whose card is open; null on our own page. */
  record: string | null
  /** He sees of the record only what he was invited to. */
  invited: boolean
}

/** On what terms somebody sits. */
export interface Terms {
  invited?: boolean
  /** The session ends then at the latest. */
  until?: Date
  /** Where he comes from. */
  from?: From | undefined
}

/** Somebody on one of our pages, proven by the host not long ago. */
export interface Session extends Seated {
  expiresAt: Date
  /** However busy it is, somebody has to be proven again by then. */
  endsBy: Date
}

/** What the browser is given: `<company>.<secret>`, so that the company is known before anything is looked up. */
export interface SessionToken {
  token: string
  expiresAt: Date
}

export interface Sessions {
  /** Refused as `session_over` to somebody dismissed. */
  start(w: Writing, person: string, record: string | null, terms?: Terms): Promise<SessionToken>
  /** Whose a token is, undefined when it is nobody's now. Keeps the session awake; at most 10 s behind the database. */
  sessionOf(token: string): Promise<Session | undefined>
  /**
   * Whose a token is or was until at most a day ago, to be proven again. Refused as `not_found` when he has left: asking
   * again is of no use.
   */
  lapsedSession(token: string): Promise<Seated | undefined>
  endSession(token: string): Promise<void>
  /** Ends all of a person's sessions: somebody has left. He is shown out of every window. */
  endSessionsOf(w: Writing, person: string): Promise<void>
  /** Ends those by which he sees of a record only what he was invited to. */
  endInvitedSessions(w: Writing, person: string, record: string): Promise<void>
  /** Whether an administrator has ended his work here: no session is begun for him. */
  isDismissed(company: string, person: string): Promise<boolean>
  /** Ends every session of the company: it has let us go. */
  endEverySession(w: Writing): Promise<void>
  /** What is remembered of sessions is looked up anew: of a person, of all of a company, of everybody. */
  forget(whose: { company?: string; person?: string | undefined }): void
}

const MINUTE = 60_000
/** Milliseconds a session lasts unused. */
const SLIDE = 15 * MINUTE
/** Milliseconds after which the host is asked who it is, however busy the session. */
const LONGEST = 12 * 60 * MINUTE
/** Milliseconds after its end in which a new proof still renews it. */
const RENEWABLE = 24 * 60 * MINUTE
const STALE = 10_000

export interface SessionsDeps {
  store: Store
  now?: () => Date
  /** Sessions are over, for good: whoever still looks by them must go, on every node. */
  ended?: (which: ShownOut) => void
  /** A session could not be kept awake; nobody is waiting for it. */
  failed: (error: unknown) => void
}

export function createSessions({ store, now = () => new Date(), ended, failed }: SessionsDeps): Sessions {
  // Not expired by the cache itself: its clock is not ours.
  const recent = new LRUCache<string, Row & { readAt: number }>({ maxSize: 50_000, sizeCalculation: () => 1 })
  let forgettings = 0

  async function start(
    w: Writing,
    person: string,
    record: string | null,
    { invited = false, until, from }: Terms = {},
  ) {
    if (await isDismissed(w, person))
      throw new Refused('session_over', 'an administrator has ended his work here')
    const { company, db, t, now: startedAt } = w
    const secret = randomBytes(32).toString('base64url')
    const expiresAt = new Date(Math.min(startedAt.getTime() + SLIDE, until?.getTime() ?? Infinity))
    const forgotten = new Date(startedAt.getTime() - RENEWABLE)
    await db
      .delete(t.session)
      .where(
        and(eq(t.session.company, company), eq(t.session.person, person), lt(t.session.expiresAt, forgotten)),
      )
    await db.insert(t.session).values({
      company,
      hash: hashOf(secret),
      person,
      record,
      invited,
      until: until ?? null,
      startedAt,
      expiresAt,
    })
    audit(w, {
      act: 'session.begun',
      by: { company, person, ...(from && { from }) },
      on: { record },
      data: { invited },
    })
    return { token: `${company}.${secret}`, expiresAt }
  }

  async function sessionOf(token: string): Promise<Session | undefined> {
    const name = parse(token)
    const row = name && (await recently(name))
    const at = now().getTime()
    if (!row || row.endedAt || row.expiresAt.getTime() <= at) return undefined
    const endsBy = Math.min(row.startedAt.getTime() + LONGEST, row.until?.getTime() ?? Infinity)
    const until = Math.min(at + SLIDE, endsBy)
    // Written once a minute at most, and without waiting: reading must go on when nothing can be written.
    if (until - row.expiresAt.getTime() >= MINUTE) {
      row.expiresAt = new Date(until)
      slide(name, row.expiresAt).catch(failed)
    }
    const { company, person, record, invited, expiresAt } = row
    return { company, person, record, invited, expiresAt, endsBy: new Date(endsBy) }
  }

  async function recently(name: Name): Promise<Row | undefined> {
    const known = recent.get(keyOf(name))
    if (known && Math.abs(now().getTime() - known.readAt) < STALE) return known
    const readAt = now().getTime()
    const before = forgettings
    const row = await store.read(name.company, (r) => find(r, name.hash))
    // What was read while sessions ended may be what they were before.
    if (before !== forgettings) return row
    if (!row) {
      recent.delete(keyOf(name))
      return undefined
    }
    // What we have promised since, and perhaps could not write, holds here.
    const expiresAt = known && known.expiresAt > row.expiresAt ? known.expiresAt : row.expiresAt
    const read = { ...row, expiresAt, readAt }
    recent.set(keyOf(name), read)
    return read
  }

  function slide({ company, hash }: Name, expiresAt: Date) {
    return store.write(company, async ({ db, t }) => {
      await db
        .update(t.session)
        .set({ expiresAt })
        .where(and(eq(t.session.company, company), eq(t.session.hash, hash), isNull(t.session.endedAt)))
    })
  }

  async function lapsedSession(token: string): Promise<Seated | undefined> {
    const name = parse(token)
    const row = name && (await store.read(name.company, (r) => find(r, name.hash)))
    if (row && (await store.read(row.company, (r) => hasLeft(r, row.person)))) throw new Refused('not_found')
    if (!row || row.endedAt || row.expiresAt.getTime() + RENEWABLE <= now().getTime()) return undefined
    const { company, person, record, invited } = row
    return { company, person, record, invited }
  }

  async function endSession(token: string) {
    const name = parse(token)
    if (!name) return
    const { company, hash } = name
    await store.write(company, async ({ db, t, now: endedAt }) => {
      await db
        .update(t.session)
        .set({ endedAt })
        .where(and(eq(t.session.company, company), eq(t.session.hash, hash), isNull(t.session.endedAt)))
    })
    recent.delete(keyOf(name))
  }

  async function end(w: Writing, which: ShownOut, rows?: SQL) {
    const { company, db, t, now: endedAt, onceStored } = w
    await db
      .update(t.session)
      .set({ endedAt })
      .where(and(eq(t.session.company, company), rows, isNull(t.session.endedAt)))
    await showOut(w, which)
    onceStored(() => {
      forget(which)
      ended?.(which)
    })
  }

  function forget({ company, person }: { company?: string; person?: string | undefined }) {
    forgettings += 1
    if (company === undefined) return recent.clear()
    for (const [key, row] of recent.entries())
      if (row.company === company && (person === undefined || row.person === person)) recent.delete(key)
  }

  return {
    start,
    sessionOf,
    lapsedSession,
    endSession,
    forget,
    endSessionsOf: (w, person) =>
      end(w, { company: w.company, person, reason: 'left' }, eq(w.t.session.person, person)),
    endInvitedSessions: (w, person, record) => {
      const { session } = w.t
      const rows = and(eq(session.person, person), eq(session.record, record), eq(session.invited, true))
      return end(w, { company: w.company, person, record, reason: 'invite_over' }, rows)
    },
    isDismissed: (company, person) => store.read(company, (r) => isDismissed(r, person)),
    endEverySession: (w) => end(w, { company: w.company, reason: 'session_over' }),
  }
}

type Row = Reading['t']['session']['$inferSelect']

interface Name {
  company: string
  hash: string
}

function parse(token: string): Name | undefined {
  const [, company, secret] = /^([\w-]{1,64})\.([\w-]{43})$/.exec(token) ?? []
  return company && secret ? { company, hash: hashOf(secret) } : undefined
}

// The secret is random, so a plain hash cannot be guessed backwards.
function hashOf(secret: string): string {
  return hashed('sha256', secret)
}

const keyOf = ({ company, hash }: Name) => `${company}.${hash}`

async function find(r: Reading, hash: string): Promise<Row | undefined> {
  const [row] = await sessionBy(r).execute({ company: r.company, hash })
  return row
}

const sessionBy = prepared('session_by', (db, { session }) =>
  db
    .select()
    .from(session)
    .where(and(eq(session.company, sql.placeholder('company')), eq(session.hash, sql.placeholder('hash')))),
)

/** Drops what is left of sessions nobody can renew any more. */
export async function forgetSessions({ company, db, t, now }: Writing) {
  const lapsed = new Date(now.getTime() - RENEWABLE)
  await db.delete(t.session).where(and(eq(t.session.company, company), lt(t.session.expiresAt, lapsed)))
}
