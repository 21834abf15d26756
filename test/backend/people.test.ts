/** Who works in a company, as its host tells. */
import { afterEach, expect, test } from 'vitest'
import { learnEverybody } from '../../backend/people/people.ts'
import type { Store, Writing } from '../../backend/store/store.ts'
import type { CrmPerson } from '../../crm-adapters/port.ts'
import { onEveryStore } from '../stores.ts'

const company = 'north'

onEveryStore((stores) => {
  let store: Store
  afterEach(() => store.close())

  const namesIn = async ({ db, t }: Pick<Writing, 'db' | 't'>) =>
    (await db.select({ name: t.person.name }).from(t.person)).map(({ name }) => name)
  const nobody = async () => {}

  test('while a whole company is renamed, others’ writes go between', async () => {
    store = await stores.open()
    await learnEverybody(store, company, employees(200, 'Отдел продаж'), nobody)
    let learnt = false
    const learning = learnEverybody(store, company, employees(200, 'Коммерция'), nobody).finally(() => {
      learnt = true
    })
    const renamed = new Set<number>()
    while (!learnt) {
      const names = await store.write(company, namesIn)
      renamed.add(names.filter((name) => name.startsWith('Коммерция')).length)
    }
    await learning
    expect([...renamed].filter((number) => number > 0 && number < 200)).not.toEqual([])
    expect(new Set(await store.read(company, namesIn)).size).toBe(200)
    expect((await store.read(company, namesIn)).every((name) => name.startsWith('Коммерция'))).toBe(true)
  })

  test('who has left is told of when all who stay are known, once', async () => {
    store = await stores.open()
    await learnEverybody(store, company, employees(30, 'Склад'), nobody)
    const now = employees(30, 'Логистика').map((one, n) => ({ ...one, active: n > 0 }))
    const left: { person: string; before: string[] }[] = []
    const hear = async (w: Writing, person: string) => void left.push({ person, before: await namesIn(w) })
    await learnEverybody(store, company, now, hear)
    await learnEverybody(store, company, now, hear)
    expect(left.map(({ person }) => person)).toEqual(['0'])
    expect(left[0]?.before.every((name) => name.startsWith('Логистика'))).toBe(true)
  })

  test('when nothing is new, nothing is told', async () => {
    const told: number[] = []
    store = await stores.open({ published: (_, position) => told.push(position) })
    const same = employees(30, 'Склад')
    await learnEverybody(store, company, same, nobody)
    await learnEverybody(store, company, same, nobody)
    expect(told).toEqual([])
  })
})

function employees(count: number, word: string): CrmPerson[] {
  return Array.from({ length: count }, (_, n) => ({
    id: String(n),
    name: `${word} ${n}`,
    position: null,
    photo: null,
    admin: null,
    active: true,
  }))
}
