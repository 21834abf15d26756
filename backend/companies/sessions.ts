import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNull, lt, type SQL } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

/** A person with one card open, proven by the host not long ago. */
export interface Session extends Viewer {
  expiresAt: Date
}

/** What the browser is given: `<company>.<secret>`, so that the company is known before anything is looked up. */
export interface SessionToken {
  token: string
  expiresAt: Date
}

export interface Sessions {
  start(w: Writing, person: string, record: string): Promise<SessionToken>
  /** Whose a token is, undefined when it is nobody's now. Keeps the session awake; at most 10 s behind the database. */
  sessionOf(token: string): Promise<Session | undefined>
  /** Whose a token is or was until at most a day ago, to be proven again. */
  lapsedSession(token: string): Promise<Viewer | undefined>
  endSession(token: string): Promise<void>
  /** Ends all of a person's sessions: somebody has left. */
  endSessionsOf(w: Writing, person: string): Promise<void>
  /** Ends every session of the company: it has let us go. */
  endEverySession(w: Writing): Promise<void>
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
  /** A session could not be kept awake; nobody is waiting for it. */
  failed: (error: unknown) => void
}

export function createSessions({ store, now = () => new Date(), failed }: SessionsDeps): Sessions {
  // Not expired by the cache itself: its clock is not ours.
  const recent = new LRUCache<string, Row & { readAt: number }>({ max: 50_000 })

  async function start({ company, db, t, now: startedAt }: Writing, person: string, record: string) {
    const secret = randomBytes(32).toString('base64url')
    const expiresAt = new Date(startedAt.getTime() + SLIDE)
    const forgotten = new Date(startedAt.getTime() - RENEWABLE)
    await db
      .delete(t.session)
      .where(
        and(eq(t.session.company, company), eq(t.session.person, person), lt(t.session.expiresAt, forgotten)),
      )
    await db.insert(t.session).values({ company, hash: hashOf(secret), person, record, startedAt, expiresAt })
    return { token: `${company}.${secret}`, expiresAt }
  }

  async function sessionOf(token: string): Promise<Session | undefined> {
    const name = parse(token)
    const row = name && (await recently(name))
    const at = now().getTime()
    if (!row || row.endedAt || row.expiresAt.getTime() <= at) return undefined
    const until = Math.min(at + SLIDE, row.startedAt.getTime() + LONGEST)
    // Written once a minute at most, and without waiting: reading must go on when nothing can be written.
    if (until - row.expiresAt.getTime() >= MINUTE) {
      row.expiresAt = new Date(until)
      slide(name, row.expiresAt).catch(failed)
    }
    const { company, person, record, expiresAt } = row
    return { company, person, record, expiresAt }
  }

  async function recently(name: Name): Promise<Row | undefined> {
    const known = recent.get(keyOf(name))
    if (known && Math.abs(now().getTime() - known.readAt) < STALE) return known
    const readAt = now().getTime()
    const row = await store.read(name.company, (r) => find(r, name.hash))
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

  async function lapsedSession(token: string): Promise<Viewer | undefined> {
    const name = parse(token)
    const row = name && (await store.read(name.company, (r) => find(r, name.hash)))
    if (!row || row.endedAt || row.expiresAt.getTime() + RENEWABLE <= now().getTime()) return undefined
    const { company, person, record } = row
    return { company, person, record }
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

  async function end({ company, db, t, now: endedAt }: Writing, which?: SQL) {
    const ended = await db
      .update(t.session)
      .set({ endedAt })
      .where(and(eq(t.session.company, company), which, isNull(t.session.endedAt)))
      .returning({ hash: t.session.hash })
    for (const { hash } of ended) recent.delete(keyOf({ company, hash }))
  }

  return {
    start,
    sessionOf,
    lapsedSession,
    endSession,
    endSessionsOf: (w, person) => end(w, eq(w.t.session.person, person)),
    endEverySession: (w) => end(w),
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
  return createHash('sha256').update(secret).digest('hex')
}

const keyOf = ({ company, hash }: Name) => `${company}.${hash}`

async function find({ company, db, t }: Reading, hash: string): Promise<Row | undefined> {
  const [row] = await db
    .select()
    .from(t.session)
    .where(and(eq(t.session.company, company), eq(t.session.hash, hash)))
  return row
}

/** Drops what is left of sessions nobody can renew any more. */
export async function forgetSessions({ company, db, t, now }: Writing) {
  const lapsed = new Date(now.getTime() - RENEWABLE)
  await db.delete(t.session).where(and(eq(t.session.company, company), lt(t.session.expiresAt, lapsed)))
}
