import { and, asc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { prepared } from '../../backend/store/prepared.ts'
import type { Db, Reading } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

const AT = new Date('2026-11-20T09:30:00.000Z')

type Build = (
  db: Db,
  t: Reading['t'],
) => { prepare(name: string): { execute(given?: Record<string, unknown>): Promise<unknown> } }

const statements: Record<string, Build> = {
  'a whole row, with times, lists, truth and nothing': (db: Db, { person }: Reading['t']) =>
    db
      .select()
      .from(person)
      .where(eq(person.company, sql.placeholder('company')))
      .orderBy(asc(person.id)),
  'rows of which some have nothing beside them': (db: Db, { person, card }: Reading['t']) =>
    db
      .select({ id: person.id, whose: person, of: card, count: sql<number>`1 + 1`.as('count') })
      .from(person)
      .leftJoin(card, and(eq(card.company, person.company), eq(card.openedBy, person.id)))
      .where(eq(person.company, sql.placeholder('company')))
      .orderBy(asc(person.id)),
  'what is worked out of columns': (db: Db, { person }: Reading['t']) =>
    db
      .select({
        when: sql<Date | null>`max(${person.leftAt})`.mapWith(person.leftAt),
        many: sql<number>`count(*)`.mapWith(Number),
      })
      .from(person)
      .where(eq(person.company, sql.placeholder('company'))),
}

onEveryStore((stores) => {
  test.each(Object.entries(statements))(
    'prepared or not, a question has one answer: %s',
    async (_, build) => {
      const store = await stores.open()
      try {
        await store.write('north', async ({ company, db, t }) => {
          await db.insert(t.person).values([
            { company, id: '1', name: 'Ольга', admin: true, departments: ['5', '7'], leftAt: AT },
            { company, id: '2', name: 'Павел' },
          ])
          await db.insert(t.card).values({ company, record: 'deal:1', openedAt: AT, openedBy: '1' })
        })
        await store.read('north', async (r) => {
          const given = { company: 'north' }
          const plain = await build(r.db, r.t).prepare('plain').execute(given)
          expect(plain).not.toEqual([])
          expect(await prepared('worked_out', build)(r).execute(given)).toStrictEqual(plain)
        })
      } finally {
        await store.close()
      }
    },
  )

  test('a prepared statement that is not given all it asks for is refused, not run with nothing', async () => {
    const store = await stores.open()
    const everybody = prepared('everybody', (db, { person }) =>
      db
        .select()
        .from(person)
        .where(eq(person.company, sql.placeholder('company'))),
    )
    await expect(store.read('north', (r) => everybody(r).execute({}))).rejects.toThrow()
    await store.close()
  })
})
