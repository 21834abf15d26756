/** All that comes to an end or to another when somebody leaves, before anything is done. */
import { setImmediate as turn } from 'node:timers/promises'
import { and, count, eq, gt, isNull } from 'drizzle-orm'
import { isGuest } from '../people/guests.ts'
import { peopleById } from '../people/people.ts'
import { rolesLeft } from '../questions/empty-role.ts'
import { recordRef } from '../records.ts'
import { Refused } from '../refused.ts'
import type { LeavingGroup, LeavingPreview } from '../shown.ts'
import type { Reading, Store } from '../store/store.ts'
import { candidatesFor, propose, type VisibleTo } from './heirs.ts'
import {
  askedBy,
  awaitedOf,
  cardsOf,
  groupOf,
  invitesOf,
  placesInBrief,
  tasksOf,
  unansweredOf,
} from './holdings.ts'

export interface PreviewDeps {
  store: Store
  visibleTo: VisibleTo
  /** His open windows here. */
  socketsOf(company: string, person: string): number
}

/** Rows read at once: reading, too, keeps everybody waiting. */
const PAGE = 250

/** Refused as `not_found` when nobody of the company is called so. */
export async function preview(
  { store, visibleTo, socketsOf }: PreviewDeps,
  company: string,
  leaver: string,
): Promise<LeavingPreview> {
  const found = await store.read(company, (r) => look(r, leaver))
  const { groups, records, threads, cards } = await inHand(store, company, leaver)
  const proposed = await propose(company, records, found.candidates, visibleTo)
  return {
    ...found,
    threads,
    cards,
    sockets: socketsOf(company, leaver),
    groups: groups.map((group) => ({ ...group, proposed: proposed.get(group.id) ?? null })),
  }
}

async function look(r: Reading, leaver: string) {
  const person = (await peopleById(r, [leaver])).get(leaver)
  if (!person || isGuest(leaver)) throw new Refused('not_found')
  const invites = await invitesOf(r, leaver, 'sponsor')
  return {
    person,
    sessions: await sessionsOf(r, leaver),
    candidates: await candidatesFor(r, leaver),
    questions: { toHim: (await awaitedOf(r, leaver)).length, fromHim: await askedBy(r, leaver) },
    unanswered: (await unansweredOf(r, leaver)).length,
    tasks: (await tasksOf(r, leaver)).length,
    invites: {
      colleagues: invites.filter(({ invite }) => !isGuest(invite.person)).length,
      guests: invites.filter(({ invite }) => isGuest(invite.person)).length,
    },
    passes: (await invitesOf(r, leaver, 'person')).length,
    roles: (await rolesLeft(r, leaver)).map(({ id, title, empty }) => ({ id, title, empty })),
  }
}

interface InHand {
  groups: Omit<LeavingGroup, 'proposed'>[]
  /** By group, the records an heir takes over. */
  records: Map<string, string[]>
  threads: LeavingPreview['threads']
  cards: LeavingPreview['cards']
}

/** What he has in hand, grouped; read page by page. */
export async function inHand(store: Store, company: string, leaver: string): Promise<InHand> {
  const groups = new Map<string, Omit<LeavingGroup, 'proposed'>>()
  const records = new Map<string, Set<string>>()
  const answeredFor = new Set<string>()
  const threads = { shared: 0, private: 0 }

  function group(record: string, seen: Parameters<typeof groupOf>[1]) {
    const id = groupOf(record, seen)
    const known = groups.get(id)
    records.set(id, (records.get(id) ?? new Set()).add(record))
    if (known) return known
    const { type } = recordRef(record)
    const made = { id, type, funnel: seen?.funnel ?? null, cards: 0, responsible: 0, threads: 0 }
    groups.set(id, made)
    return made
  }

  const cards = pages(
    (after) => store.read(company, (r) => cardsOf(r, leaver, after, PAGE)),
    ({ record }) => record,
  )
  for await (const { record, seen } of cards) {
    answeredFor.add(record)
    group(record, seen).responsible += 1
  }
  const places = pages(
    (after) => store.read(company, (r) => placesInBrief(r, leaver, after, PAGE)),
    ({ thread }) => thread,
  )
  for await (const { kind, record, seen } of places) {
    threads[kind === 'private' ? 'private' : 'shared'] += 1
    if (kind !== 'private') group(record, seen).threads += 1
  }

  for (const [id, one] of groups) one.cards = records.get(id)!.size
  const all = [...groups.values()].reduce((sum, { cards: some }) => sum + some, 0)
  return {
    groups: [...groups.values()].sort((a, b) => b.cards - a.cards),
    records: new Map([...records].map(([id, of]) => [id, [...of]])),
    threads,
    cards: { responsible: answeredFor.size, others: all - answeredFor.size },
  }
}

/** Row after row; between pages, whoever is waiting gets his turn. */
async function* pages<T>(read: (after: string) => Promise<T[]>, placeOf: (row: T) => string) {
  let after = ''
  for (;;) {
    const rows = await read(after)
    yield* rows
    if (rows.length < PAGE) return
    after = placeOf(rows.at(-1)!)
    await turn()
  }
}

async function sessionsOf({ company, db, t, now }: Reading, person: string): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(t.session)
    .where(
      and(
        eq(t.session.company, company),
        eq(t.session.person, person),
        isNull(t.session.endedAt),
        gt(t.session.expiresAt, now),
      ),
    )
  return Number(row?.open ?? 0)
}
