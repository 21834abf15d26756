import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { CrmPerson } from '../../crm-adapters/port.ts'
import { directoryOf } from '../roles/directory.ts'
import { roleOf } from '../roles/told.ts'
import type { ShownPerson } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'

type PersonRow = Reading['t']['person']['$inferSelect']

/** More colleagues than this are not sent with a card. */
const SHOWN_MOST = 1000

/** People of one write: each may be in the threads of many cards, and others' writes wait until all of those are told. */
const SLICE = 10

/**
 * Takes over what the host says of people; tells those who look what changed. Somebody inactive has left, his row stays.
 * Answers with those who have left since the host was asked last.
 */
export async function learnPeople(w: Writing, people: CrmPerson[]): Promise<string[]> {
  const left: string[] = []
  const { company, db, t } = w
  for (const { id, before, learnt } of await newsOf(w, people)) {
    await db
      .insert(t.person)
      .values({ company, id, ...learnt })
      .onConflictDoUpdate({ target: [t.person.company, t.person.id], set: learnt })
    if (before) await tellPerson(w, id)
    if (before && !before.leftAt && learnt.leftAt) left.push(id)
  }
  return left
}

/** Of whom the host says something else than is known, and what. */
async function newsOf(r: Reading, people: CrmPerson[]) {
  const { company, db, t, now } = r
  // Of many all are read: a statement takes only so many ids.
  const asked =
    people.length > SLICE
      ? undefined
      : inArray(
          t.person.id,
          people.map(({ id }) => id),
        )
  const rows = await db
    .select()
    .from(t.person)
    .where(and(eq(t.person.company, company), asked))
  const known = new Map(rows.map((row) => [row.id, row]))

  const directory = await directoryOf(r)
  return people.flatMap(({ id, name, position, photo, admin, active, departments: told }) => {
    const before = known.get(id)
    if (before?.erasedAt) return []
    const departments = told ?? before?.departments ?? null
    const learnt = {
      name,
      position,
      departments,
      role: roleOf(directory, { id, position, departments: departments ?? [] }),
      photo,
      admin: admin ?? before?.admin ?? false,
      leftAt: active && !before?.dismissedAt ? null : (before?.leftAt ?? now),
    }
    return before && same(before, learnt) ? [] : [{ id, before, learnt }]
  })
}

function same(
  row: PersonRow,
  learnt: Omit<PersonRow, 'company' | 'id' | 'locale' | 'sponsor' | 'dismissedAt' | 'erasedAt'>,
): boolean {
  return (
    row.name === learnt.name &&
    row.position === learnt.position &&
    row.role === learnt.role &&
    sameList(row.departments, learnt.departments) &&
    row.photo === learnt.photo &&
    row.admin === learnt.admin &&
    row.leftAt?.getTime() === learnt.leftAt?.getTime()
  )
}

function sameList(a: string[] | null, b: string[] | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A change of a person concerns the cards in whose threads he is: open windows show what he is called now. */
export async function tellPerson(w: Writing, person: string) {
  const { company, db, t } = w
  const records = await db
    .selectDistinct({ record: t.thread.record })
    .from(t.member)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.member.thread)))
    .where(and(eq(t.member.company, company), eq(t.member.person, person)))
  for (const { record } of records) await w.emit('person.changed', { record, data: { person } })
}

/** These people, whether they left or not, and present colleagues up to a thousand. */
export async function peopleWith({ company, db, t }: Reading, ids: string[]): Promise<ShownPerson[]> {
  const named = inArray(t.person.id, ids)
  const rows = await db
    .select()
    .from(t.person)
    .where(
      and(eq(t.person.company, company), or(named, and(isNull(t.person.leftAt), isNull(t.person.sponsor)))),
    )
    .orderBy(sql`case when ${named} then 0 else 1 end`, asc(t.person.id))
    .limit(SHOWN_MOST)
  return rows.map(shownPerson)
}

export async function peopleById(
  { company, db, t }: Reading,
  ids: string[],
): Promise<Map<string, ShownPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select()
    .from(t.person)
    .where(and(eq(t.person.company, company), inArray(t.person.id, ids)))
  return new Map(rows.map((row) => [row.id, shownPerson(row)]))
}

/** Which of these are colleagues now; a guest is none. */
export async function activePeople({ company, db, t }: Reading, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: t.person.id })
    .from(t.person)
    .where(
      and(
        eq(t.person.company, company),
        inArray(t.person.id, ids),
        isNull(t.person.leftAt),
        isNull(t.person.sponsor),
      ),
    )
  return new Set(rows.map((row) => row.id))
}

/** Somebody who works here, as his host has named him last; undefined for whoever has left, or is a guest. */
export async function colleague({ company, db, t }: Reading, id: string): Promise<CrmPerson | undefined> {
  const [row] = await db
    .select()
    .from(t.person)
    .where(
      and(
        eq(t.person.company, company),
        eq(t.person.id, id),
        isNull(t.person.leftAt),
        isNull(t.person.sponsor),
      ),
    )
  return (
    row && { id, name: row.name, position: row.position, photo: row.photo, admin: row.admin, active: true }
  )
}

/** Whether an administrator has ended his work here, whatever the host says. */
export async function isDismissed({ company, db, t }: Reading, person: string): Promise<boolean> {
  const [row] = await db
    .select({ dismissedAt: t.person.dismissedAt })
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
  return Boolean(row?.dismissedAt)
}

/** Whether he works here no more, by the host's word or an administrator's. */
export async function hasLeft({ company, db, t }: Reading, person: string): Promise<boolean> {
  const [row] = await db
    .select({ leftAt: t.person.leftAt })
    .from(t.person)
    .where(and(eq(t.person.company, company), eq(t.person.id, person)))
  return Boolean(row?.leftAt)
}

export function shownPerson({ id, name, position, role, photo, leftAt, sponsor }: PersonRow): ShownPerson {
  return {
    id,
    name,
    position,
    role,
    photo,
    ...(leftAt && { leftAt: leftAt.toISOString() }),
    ...(sponsor && { sponsor }),
  }
}

/**
 * Takes over everybody the host names, some at a time so that others' writes go between, and remembers when. `left` is
 * called for each who has left since, in the write that says so.
 */
export async function learnEverybody(
  store: Store,
  company: string,
  people: CrmPerson[],
  left: (w: Writing, person: string) => Promise<void>,
) {
  const news = new Set((await store.read(company, (r) => newsOf(r, people))).map(({ id }) => id))
  // Who has left comes last: by then it is known who is what they were.
  const inOrder = people.filter(({ id }) => news.has(id)).sort((a, b) => Number(b.active) - Number(a.active))
  for (let from = 0; from < inOrder.length; from += SLICE) {
    await store.write(company, async (w) => {
      for (const person of await learnPeople(w, inOrder.slice(from, from + SLICE))) await left(w, person)
    })
  }
  await store.write(company, ({ db, t, now }) =>
    db.update(t.company).set({ peopleReadAt: now }).where(eq(t.company.company, company)),
  )
}

/** Keeps the language a person has his host in. */
export async function learnLocale(store: Store, company: string, person: string, locale: string) {
  const mine = (t: Reading['t']) => and(eq(t.person.company, company), eq(t.person.id, person))
  const [known] = await store.read(company, ({ db, t }) =>
    db.select({ locale: t.person.locale }).from(t.person).where(mine(t)),
  )
  if (!known || known.locale === locale) return
  await store.write(company, ({ db, t }) => db.update(t.person).set({ locale }).where(mine(t)))
}
