import { and, asc, eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import type { Store, Writing } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'

onEveryStore((stores) => {
  let store: Store
  afterEach(() => store.close())

  test('events have gapless positions in the order of commits, for each company on its own', async () => {
    store = await stores.open()
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        store.write(n % 3 === 0 ? 'north' : 'south', (w) => w.emit('tested', about(n))),
      ),
    )
    expect(await positions('north')).toEqual(upTo(20))
    expect(await positions('south')).toEqual(upTo(40))
  })

  test('a write that is refused leaves no trace and harms none of those it shares a commit with', async () => {
    store = await stores.open()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        store.write('north', async (w) => {
          await openCard(w, `deal:${n}`)
          await w.emit('tested', about(n))
          if (n % 3 === 1) throw new Error('no')
          return n
        }),
      ),
    )
    const stored = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
    expect(stored).toEqual(
      upTo(30)
        .map((n) => n - 1)
        .filter((n) => n % 3 !== 1),
    )
    expect((await cards('north')).length).toBe(20)
    expect(await positions('north')).toEqual(upTo(20))
  })

  test('a failed statement spoils only its own write', async () => {
    store = await stores.open()
    await store.write('north', (w) => openCard(w, 'deal:1'))
    const outcomes = await Promise.allSettled([
      store.write('north', (w) => openCard(w, 'deal:2')),
      store.write('north', (w) => openCard(w, 'deal:1')),
      store.write('north', (w) => openCard(w, 'deal:3')),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await cards('north')).toEqual(['deal:1', 'deal:2', 'deal:3'])
  })

  test('what a write has read is still true when it writes', async () => {
    store = await stores.open()
    await Promise.all(
      Array.from({ length: 8 }, () =>
        store.write('north', async (w) => {
          const rows = await w.db.select().from(w.t.card).where(eq(w.t.card.company, 'north'))
          if (rows.length === 0) await openCard(w, 'deal:1')
        }),
      ),
    )
    expect(await cards('north')).toEqual(['deal:1'])
  })

  test('writes waiting together share commits', async () => {
    const commits: number[] = []
    store = await stores.open({ published: (_, position) => commits.push(position) })
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => store.write('north', (w) => w.emit('tested', about(n)))),
    )
    expect(commits.at(-1)).toBe(200)
    expect(commits.length).toBeLessThan(10)
  })

  test('a commit waits while every turn of the event loop brings another write, and no longer', async () => {
    store = await stores.open()
    const commits: object[] = []
    const write = () => store.write('north', async (w) => void commits.push(w.commit))
    const turn = () => new Promise<void>((next) => setImmediate(next))

    const writes: Promise<void>[] = []
    for (let n = 0; n < 3; n += 1) {
      // Comes in the same turn for which the one before waits.
      const next = turn()
      writes.push(write())
      await next
    }
    await turn()
    await turn()
    writes.push(write())
    await Promise.all(writes)
    expect(new Set(commits.slice(0, 3)).size).toBe(1)
    expect(new Set(commits).size).toBe(2)
  })

  test('a company does not see another company', async () => {
    store = await stores.open()
    await store.write('north', (w) => openCard(w, 'deal:1'))
    await store.write('south', (w) => openCard(w, 'deal:1'))
    expect(await cards('north')).toEqual(['deal:1'])
  })

  test('a write inside a write is refused at once', async () => {
    store = await stores.open()
    const nested = store.write('north', async () => {
      await store.write('north', (w) => openCard(w, 'deal:1'))
    })
    await expect(nested).rejects.toThrow('inside store.write()')
    await store.write('north', (w) => openCard(w, 'deal:2'))
    expect(await cards('north')).toEqual(['deal:2'])
  })

  test('what was acknowledged is there after closing and opening again', async () => {
    store = await stores.open()
    await Promise.all(upTo(50).map((n) => store.write('north', (w) => openCard(w, `deal:${n}`))))
    await store.close()
    store = await stores.reopen()
    expect((await cards('north')).length).toBe(50)
  })

  test('times, lists and flags come back as they were given', async () => {
    store = await stores.open()
    const at = new Date('2026-11-20T09:40:12.345Z')
    await store.write('north', async ({ db, t }) => {
      await db.insert(t.company).values({
        company: 'north',
        host: 'bitrix24',
        origin: 'https://north.example',
        endpoint: 'https://north.example/rest/',
        scopes: ['crm', 'placement'],
        locale: 'uk',
        installedBy: '1',
        installedAt: at,
      })
      await db.insert(t.person).values({ company: 'north', id: '7', name: 'Оксана Ткаченко', admin: true })
    })
    const [company] = await store.read('north', ({ db, t }) => db.select().from(t.company))
    expect(company).toMatchObject({ scopes: ['crm', 'placement'], installedAt: at, uninstalledAt: null })
    const [person] = await store.read('north', ({ db, t }) => db.select().from(t.person))
    expect(person).toMatchObject({ name: 'Оксана Ткаченко', admin: true })
    expect(await store.companies()).toEqual(['north'])
  })

  function positions(company: string): Promise<number[]> {
    return store.read(company, async ({ db, t }) => {
      const rows = await db
        .select({ position: t.event.position })
        .from(t.event)
        .where(eq(t.event.company, company))
        .orderBy(asc(t.event.position))
      return rows.map((row) => row.position)
    })
  }

  function cards(company: string): Promise<string[]> {
    return store.read(company, async ({ db, t }) => {
      const rows = await db
        .select()
        .from(t.card)
        .where(and(eq(t.card.company, company)))
        .orderBy(asc(t.card.record))
      return rows.map((row) => row.record)
    })
  }
})

async function openCard({ company, db, t, now }: Writing, record: string) {
  await db.insert(t.card).values({ company, record, openedAt: now, openedBy: '7' })
}

const about = (n: number) => ({ record: 'deal:1', data: { n } })
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)
