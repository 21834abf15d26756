/** The act of somebody's leaving: what was done, said once and signed by the company's key. */
import { setImmediate as turn } from 'node:timers/promises'
import { and, asc, desc, eq, gt, or } from 'drizzle-orm'
import type { Secrets } from '../keys/secrets.ts'
import { peopleById } from '../people/people.ts'
import { Refused } from '../refused.ts'
import type { HandedKind, ShownLeaving } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { type HandedRow, type LeavingRow, notBackOf } from './handed.ts'
import { makeKey, signStatement } from './signing.ts'

type ActRow = Reading['t']['act']['$inferSelect']
type KeyRow = Reading['t']['actKey']['$inferSelect']

interface Who {
  id: string
  name: string
}

/** Ids and names as they were then; no word of what was said. Times are ISO 8601. */
export interface Act {
  of: 'leaving' | 'undoing'
  id: string
  company: string
  person: Who
  by: Who
  at: string
  completedAt: string
  sessionsEnded: true
  heirs: { cards: string; heir: Who | null }[]
  sponsor: Who | null
  handed: {
    kind: HandedKind
    thing: string
    record: string
    thread: string
    heir: string | null
    at: string
  }[]
  people: Who[]
  /** `notBack` as `ShownLeaving`. */
  undone?: { at: string; by: Who; notBack: ShownLeaving['notBack'] }
}

/** Things read at once: reading, too, keeps everybody waiting. */
const PAGE = 500

/** States what was done, at the moment it is done. */
export async function compose(store: Store, leaving: LeavingRow): Promise<Act> {
  const { company, id, person, by, at, heirs, sponsor, had, undoneAt, undoneBy } = leaving
  const rows: HandedRow[] = []
  for (let page: HandedRow[] | undefined; page === undefined || page.length === PAGE; rows.push(...page)) {
    page = await store.read(company, (r) => handedAfter(r, id, rows.at(-1)))
    await turn()
  }
  const ids = [person, by, sponsor, undoneBy, ...Object.values(heirs), ...rows.map(({ heir }) => heir)]
  const { people, notBack, now } = await store.read(company, async (r) => ({
    people: await peopleById(r, [...new Set(ids.flatMap((one) => one ?? []))]),
    notBack: undoneAt ? await notBackOf(r, id, had) : [],
    now: r.now,
  }))
  const who = (one: string): Who => ({ id: one, name: people.get(one)?.name ?? '' })
  return {
    of: undoneAt ? 'undoing' : 'leaving',
    ...{ id, company },
    person: who(person),
    by: who(by),
    at: at.toISOString(),
    completedAt: now.toISOString(),
    sessionsEnded: true,
    heirs: Object.entries(heirs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cards, heir]) => ({ cards, heir: heir ? who(heir) : null })),
    sponsor: sponsor ? who(sponsor) : null,
    handed: rows.map(({ kind, thing, record, thread, heir, at: handedAt }) => ({
      ...{ kind, thing, record, thread, heir, at: handedAt.toISOString() },
    })),
    people: [...people.values()].map(({ id: one }) => who(one)),
    ...(undoneAt && { undone: { at: undoneAt.toISOString(), by: who(undoneBy ?? by), notBack } }),
  }
}

function handedAfter({ company, db, t }: Reading, leaving: string, last: HandedRow | undefined) {
  const { handed } = t
  const after =
    last && or(gt(handed.kind, last.kind), and(eq(handed.kind, last.kind), gt(handed.thing, last.thing)))
  return db
    .select()
    .from(handed)
    .where(and(eq(handed.company, company), eq(handed.leaving, leaving), after))
    .orderBy(asc(handed.kind), asc(handed.thing))
    .limit(PAGE)
}

/** Signs it with the company's key. An act that has been stated stays as it is. */
export async function state(w: Writing, secrets: Secrets, leaving: LeavingRow, act: Act) {
  const { company, db, t, now } = w
  const body = JSON.stringify(act)
  const { key, signature } = await signAsCompany(w, secrets, body)
  await db
    .insert(t.act)
    .values({ company, leaving: leaving.id, of: act.of, at: now, body, key: key.id, signature })
    .onConflictDoNothing()
}

/** Signs a text with the company's newest key, which is made when there is none. */
export async function signAsCompany(w: Writing, secrets: Secrets, text: string) {
  const key = (await keysOf(w))[0] ?? (await newKey(w, secrets))
  const privateKey = (await secrets.opening(w)).open(key.sealed, purposeOf(key.id))
  return { key, publicKey: key.publicKey, signature: signStatement(text, privateKey) }
}

/** Refused as `not_found` until all of it is done. */
export async function actOf(r: Reading, leaving: string, of: ActRow['of']) {
  const { company, db, t } = r
  const [act] = await db
    .select()
    .from(t.act)
    .where(and(eq(t.act.company, company), eq(t.act.leaving, leaving), eq(t.act.of, of)))
  const key = (await keysOf(r)).find(({ id }) => id === act?.key)
  if (!act || !key) throw new Refused('not_found')
  return { act, publicKey: key.publicKey }
}

/** The newest first. */
export async function keysOf({ company, db, t }: Reading): Promise<KeyRow[]> {
  return db.select().from(t.actKey).where(eq(t.actKey.company, company)).orderBy(desc(t.actKey.madeAt))
}

async function newKey(w: Writing, secrets: Secrets): Promise<KeyRow> {
  const { company, db, t, now } = w
  const { id, publicKey, privateKey } = makeKey()
  const sealed = (await secrets.sealing(w)).seal(privateKey, purposeOf(id))
  const [key] = await db.insert(t.actKey).values({ company, id, publicKey, sealed, madeAt: now }).returning()
  return key!
}

const purposeOf = (key: string) => `key of acts ${key}`
