/**
 * Tickets of pages that wait for somebody to sign in. A page in a CRM's frame has no cookie and no window it can rely on: it
 * asks for a ticket, lets a window of ours go and prove who is there, and asks us how that ended. The ticket's secret is in
 * no address; what is in one lets somebody sign in for the page, and only in a browser our own page has sent there.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { CrmRefusal, SignedIn, SigningIn } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Ended } from './counter.ts'

/** Milliseconds a ticket is good for, from one step to the next. */
const LASTS = 5 * 60_000

/**
 * Why nobody has signed in: `consented` when that was all that was wanted, `ask` when silence was not enough and somebody has to be asked, `cancelled` when he or his
 * administrator does not consent, `stranger` when it was somebody of another tenant, `no_user` when the organization does
 * not know him.
 */
export type Outcome = 'ask' | 'consented' | 'cancelled' | 'stranger' | 'no_user' | CrmRefusal

/** A ticket as its page holds it, and what names it in addresses. */
export interface Ticket {
  /** `<company>.<secret>`. */
  ticket: string
  /** `<company>.<attempt>`. */
  attempt: string
}

/** Somebody on his way to the provider, and the secret of the browser he was sent from. */
export interface Begun {
  /** Null when it is only to consent to us. */
  signing: SigningIn | null
  /** SHA-256, hex. */
  browser: string
}

export async function makeTicket({ company, db, t, now }: Writing): Promise<Ticket> {
  const [secret, attempt] = [random(), random()]
  await db.insert(t.ticket).values({ company, hash: hashOf(secret), attempt, until: later(now) })
  return { ticket: `${company}.${secret}`, attempt: `${company}.${attempt}` }
}

/** Whether there are any to be forgotten. */
export async function isAnyTicketOver({ company, db, t }: Reading, now: Date): Promise<boolean> {
  const [row] = await db
    .select({ attempt: t.ticket.attempt })
    .from(t.ticket)
    .where(and(eq(t.ticket.company, company), lt(t.ticket.until, now)))
    .limit(1)
  return row !== undefined
}

/** Forgets tickets that are over, and with them whoever has signed in and what he has lent. */
export async function forgetTickets({ company, db, t, now }: Writing) {
  await db.delete(t.ticket).where(and(eq(t.ticket.company, company), lt(t.ticket.until, now)))
}

/** Remembers who was sent to sign in; whatever was begun before counts no more. False when the ticket is over. */
export async function beginAt(w: Writing, secrets: Secrets, attempt: string, begun: Begun): Promise<boolean> {
  const { db, t, now } = w
  const sealed = (await secrets.sealing(w)).seal(JSON.stringify(begun), begunAt(attempt))
  const changed = await db
    .update(t.ticket)
    .set({ begun: sealed, outcome: null, until: later(now) })
    .where(open(w, attempt))
    .returning({ attempt: t.ticket.attempt })
  return changed.length > 0
}

/** Takes what was begun, once: whoever comes back a second time finds nothing. Undefined for another browser too. */
export async function takeBegun(
  w: Writing,
  secrets: Secrets,
  attempt: string,
  browser: string,
): Promise<Pick<Begun, 'signing'> | undefined> {
  const { company, db, t } = w
  const [row] = await db.select({ begun: t.ticket.begun }).from(t.ticket).where(open(w, attempt))
  if (!row?.begun) return undefined
  const begun: Begun = JSON.parse((await secrets.opening(w)).open(row.begun, begunAt(attempt)))
  if (!timingSafeEqual(Buffer.from(begun.browser), Buffer.from(hashOf(browser)))) return undefined
  await db
    .update(t.ticket)
    .set({ begun: null })
    .where(and(eq(t.ticket.company, company), eq(t.ticket.attempt, attempt)))
  return begun
}

/** How it ended: with somebody, whom nobody after him can replace, or for a reason, and then it may be begun again. */
export async function settle(w: Writing, secrets: Secrets, attempt: string, ended: Ended) {
  const { db, t, now } = w
  const set =
    'who' in ended
      ? { who: (await secrets.sealing(w)).seal(JSON.stringify(ended.who), whoOf(attempt)), outcome: null }
      : { outcome: ended.outcome }
  await db
    .update(t.ticket)
    .set({ ...set, until: later(now) })
    .where(open(w, attempt))
}

/** How things stand for the page that holds the ticket; undefined when it is over, used or was never made. */
export async function standing(
  r: Reading,
  secret: string,
  now: Date,
): Promise<'waiting' | 'signed_in' | Outcome | undefined> {
  const { db, t } = r
  const [row] = await db
    .select({ who: t.ticket.who, outcome: t.ticket.outcome })
    .from(t.ticket)
    .where(held(r, secret, now))
  if (!row) return undefined
  return row.who === null ? (row.outcome ?? 'waiting') : 'signed_in'
}

/** Who has signed in, told once; undefined when nobody has, or it was told before. */
export async function useTicket(w: Writing, secrets: Secrets, secret: string): Promise<SignedIn | undefined> {
  const { db, t, now } = w
  const mine = held(w, secret, now)
  const [row] = await db.select({ who: t.ticket.who, attempt: t.ticket.attempt }).from(t.ticket).where(mine)
  if (!row?.who) return undefined
  await db.update(t.ticket).set({ usedAt: now, who: null }).where(mine)
  const who: SignedIn = JSON.parse((await secrets.opening(w)).open(row.who, whoOf(row.attempt)))
  return { ...who, lent: who.lent && { ...who.lent, expiresAt: new Date(who.lent.expiresAt) } }
}

/** A ticket, or what names it, taken apart; undefined when it is neither. */
export function partsOf(ticket: string): { company: string; own: string } | undefined {
  const [, company, own] = /^([\w-]{1,64})\.([\w-]{43})$/.exec(ticket) ?? []
  return company && own ? { company, own } : undefined
}

/** A browser's secret, to be compared with what it brings. */
export function newBrowser(): { secret: string; hash: string } {
  const secret = random()
  return { secret, hash: hashOf(secret) }
}

/** One nobody has signed in with yet. */
function open({ company, t, now }: Writing, attempt: string) {
  return and(
    eq(t.ticket.company, company),
    eq(t.ticket.attempt, attempt),
    gt(t.ticket.until, now),
    isNull(t.ticket.who),
    isNull(t.ticket.usedAt),
  )
}

/** The one whose secret that is, as long as it is of use. */
function held({ company, t }: Reading, secret: string, now: Date) {
  return and(
    eq(t.ticket.company, company),
    eq(t.ticket.hash, hashOf(secret)),
    gt(t.ticket.until, now),
    isNull(t.ticket.usedAt),
  )
}

const later = (now: Date) => new Date(now.getTime() + LASTS)
const random = () => randomBytes(32).toString('base64url')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')
const begunAt = (attempt: string) => `sign-in ${attempt}`
const whoOf = (attempt: string) => `signed in by ${attempt}`
