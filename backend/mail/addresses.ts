/** Where people are written to: as their host names it, or as they have named and confirmed it themselves. */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { CrmPerson } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import { Refused } from '../refused.ts'
import type { LetterReason } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

type Row = Reading['t']['address']['$inferSelect']

export interface Known {
  address: string | null
  from: 'host' | 'person' | null
  unconfirmed?: string
  refused?: { reason: LetterReason; said: string; at: Date }
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Milliseconds a code is good for, and how often it may be tried. */
const CODE_LASTS = 15 * MINUTE
const TRIES_MOST = 5
/** Codes somebody may ask for in a day, and milliseconds between two. */
const ASKED_MOST = 5
const ASKED_APART = MINUTE
/** People of one write. */
const SLICE = 200

const purposeOf = (person: string) => `address of ${person}`

export async function knownAddress(r: Reading, secrets: Secrets, person: string): Promise<Known> {
  const row = await rowOf(r, person)
  if (!row) return { address: null, from: null }
  const { sealed, from, pending, pendingAt, returnedAt, reason, said } = row
  const opening = await secrets.opening(r)
  const open = (text: string) => opening.open(text, purposeOf(person))
  const fresh = pending && pendingAt && r.now.getTime() - pendingAt.getTime() < CODE_LASTS
  return {
    address: sealed && open(sealed),
    from: sealed ? from : null,
    ...(fresh && { unconfirmed: pendingIn(open(pending)).address }),
    ...(returnedAt && reason && { refused: { reason, said: said ?? '', at: returnedAt } }),
  }
}

/** Takes over what the host says, and forgets where those who have left were written to. */
export async function learnAddresses(store: Store, secrets: Secrets, company: string, people: CrmPerson[]) {
  const told = people.filter(({ email, active }) => email !== undefined || !active)
  if (told.length === 0) return
  const { rows, opening } = await store.read(company, async (r) => ({
    rows: await r.db.select().from(r.t.address).where(eq(r.t.address.company, company)),
    opening: await secrets.opening(r),
  }))
  const known = new Map(rows.map((row) => [row.person, row]))
  // Compared before the write, for that takes time.
  const changes = told.flatMap(({ id, email, active }): Change[] => {
    const row = known.get(id)
    if (!active) return row ? [{ id, email: null }] : []
    if (!email) return row?.from === 'host' ? [{ id, email: null }] : []
    const same = row?.from === 'host' && row.sealed && opening.open(row.sealed, purposeOf(id)) === email
    return same ? [] : [{ id, email }]
  })
  for (let start = 0; start < changes.length; start += SLICE) {
    await store.write(company, (w) => takeOver(w, secrets, changes.slice(start, start + SLICE)))
  }
}

/** Where somebody is written to now; null: nowhere. */
interface Change {
  id: string
  email: string | null
}

async function takeOver(w: Writing, secrets: Secrets, changes: Change[]) {
  const { company, db, t } = w
  const { seal } = await secrets.sealing(w)
  const gone = changes.filter(({ email }) => email === null).map(({ id }) => id)
  if (gone.length > 0)
    await db.delete(t.address).where(and(eq(t.address.company, company), inArray(t.address.person, gone)))
  for (const { id, email } of changes)
    if (email !== null)
      await keep(w, id, {
        sealed: seal(email, purposeOf(id)),
        from: 'host',
        ...nothingPending,
        ...nothingReturned,
      })
}

const nothingPending = { pending: null, pendingAt: null, tries: 0 }
const nothingReturned = { returnedAt: null, reason: null, said: null }

/**
 * Keeps an address somebody names until he has confirmed it; answers with the code that is to be sent there.
 * @throws Refused `bad_request` where his host names one; `too_many_requests`
 */
export async function nameAddress(w: Writing, secrets: Secrets, person: string, address: string) {
  const { now } = w
  const row = await rowOf(w, person)
  if (row?.sealed && row.from === 'host') throw new Refused('bad_request', 'the CRM knows the address')
  const since = row?.pendingAt ? now.getTime() - row.pendingAt.getTime() : DAY
  const asked = since >= DAY ? 0 : (row?.asked ?? 0)
  if (since < ASKED_APART || asked >= ASKED_MOST) throw new Refused('too_many_requests', 'try again later')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const pending = (await secrets.sealing(w)).seal(JSON.stringify({ address, code }), purposeOf(person))
  await keep(w, person, {
    ...{ from: 'person', pending, pendingAt: now, tries: 0, asked: asked + 1 },
    sealed: row?.sealed ?? null,
  })
  return code
}

/** True when the code is the one that was sent; then he is written to there. */
export async function confirmAddress(
  w: Writing,
  secrets: Secrets,
  person: string,
  code: string,
): Promise<boolean> {
  const { now } = w
  const row = await rowOf(w, person)
  if (!row?.pending || !row.pendingAt || now.getTime() - row.pendingAt.getTime() >= CODE_LASTS) return false
  if (row.tries >= TRIES_MOST) throw new Refused('too_many_requests', 'ask for another code')
  const { open, seal } = await secrets.sealing(w)
  const pending = pendingIn(open(row.pending, purposeOf(person)))
  if (!timingSafeEqual(Buffer.from(pending.code), Buffer.from(code.padStart(6).slice(0, 6)))) {
    await keep(w, person, { ...row, tries: row.tries + 1 })
    return false
  }
  const sealed = seal(pending.address, purposeOf(person))
  await keep(w, person, {
    sealed,
    from: 'person',
    asked: row.asked,
    ...nothingReturned,
    pending: null,
    tries: 0,
  })
  return true
}

/** A letter came back: nothing more goes there until the address changes or a trial arrives. Null: it arrived. */
export async function addressAnswered(
  { company, db, t, now }: Writing,
  person: string,
  refused: { reason: LetterReason; said: string } | null,
) {
  await db
    .update(t.address)
    .set(refused ? { ...refused, returnedAt: now } : nothingReturned)
    .where(and(eq(t.address.company, company), eq(t.address.person, person)))
}

async function keep({ company, db, t }: Writing, person: string, set: Partial<Row> & Pick<Row, 'from'>) {
  await db
    .insert(t.address)
    .values({ ...set, company, person })
    .onConflictDoUpdate({ target: [t.address.company, t.address.person], set })
}

async function rowOf({ company, db, t }: Reading, person: string): Promise<Row | undefined> {
  const [row] = await db
    .select()
    .from(t.address)
    .where(and(eq(t.address.company, company), eq(t.address.person, person)))
  return row
}

function pendingIn(json: string): { address: string; code: string } {
  return JSON.parse(json)
}
