/** What only a database on another machine can do to us: stand between two nodes, fall silent, or throw a write away. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { openPostgres, type PostgresOptions } from '../../backend/store/postgres.ts'
import { isUnreachable, type Store, type Writing } from '../../backend/store/store.ts'
import { postgresWanted, startPostgres } from '../postgres.ts'
import type { TestStores } from '../stores.ts'
import { world } from '../world.ts'

describe.skipIf(!postgresWanted)('on Postgres', () => {
  const open: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close()
  })

  async function opened(url: string, options: PostgresOptions = {}): Promise<Store> {
    const store = await openPostgres(url, options)
    open.push(store)
    return store
  }

  async function database(): Promise<string> {
    const server = await startPostgres()
    open.push({ close: server.stop })
    return server.database()
  }

  test('a node that stands still in the middle of a write keeps the others out for a moment only', async () => {
    const url = await database()
    const stood = await opened(url, { patience: { silence: 200 } })
    const other = await opened(url)
    const [inside, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const standing = stood.write('north', async (w) => {
      await w.emit('tested', about('of whoever stood still'))
      inside.resolve()
      await goOn.promise
    })
    await inside.promise
    await other.write('north', (w) => w.emit('tested', about('of the other')))
    goOn.resolve()
    expect(isUnreachable(await standing.catch((error) => error))).toBe(true)
    expect(await said(other)).toEqual(['of the other'])
    // What it has not said it says now.
    await stood.write('north', (w) => w.emit('tested', about('again')))
    expect(await said(other)).toEqual(['of the other', 'again'])
  })

  test('who waits too long for another node is told to come again, and holds no connection', async () => {
    const url = await database()
    const slow = await opened(url)
    const waiting = await opened(url, { connections: 1, patience: { turn: 200 } })
    const [inside, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const writing = slow.write('north', async (w) => {
      await w.emit('tested', about('slowly'))
      inside.resolve()
      await goOn.promise
    })
    await inside.promise
    const late = await waiting.write('north', (w) => w.emit('tested', about('late'))).catch((error) => error)
    expect(isUnreachable(late)).toBe(true)
    await waiting.write('south', (w) => w.emit('tested', about('elsewhere')))
    goOn.resolve()
    await writing
    expect(await said(waiting)).toEqual(['slowly'])
  })

  test('a server that is gone without a word is not waited for, and its next one is found', async () => {
    const way = await wayTo(await database())
    open.push(way)
    const store = await opened(way.url, { patience: { answer: 300 } })
    // Each on a connection of its own, which both then believe in.
    await Promise.all([store.write('north', (w) => w.emit('tested', about('before'))), said(store)])
    way.fallSilent()
    const [write, read] = await Promise.all([
      store.write('north', (w) => w.emit('tested', about('into the dark'))).catch((error) => error),
      said(store).catch((error) => error),
    ])
    expect([isUnreachable(write), isUnreachable(read)]).toEqual([true, true])
    way.answer()
    await store.write('north', (w) => w.emit('tested', about('after')))
    expect(await said(store)).toEqual(['before', 'after'])
  })

  test('a stop does not wait for a server that is gone without a word', async () => {
    const way = await wayTo(await database())
    open.push(way)
    const stores = { name: 'Postgres', open: (options) => openPostgres(way.url, options) } as TestStores
    const w = await world(stores)
    way.fallSilent()
    await w.parts.close(200)
    await w.portal.stop()
  })

  test('what the database has thrown away is acknowledged to nobody, though a failure was passed over', async () => {
    const store = await opened(await database())
    const open = (w: Writing, record: string) =>
      w.db.insert(w.t.card).values({ company: 'north', record, openedAt: w.now, openedBy: '7' })
    await store.write('north', (w) => open(w, 'deal:1'))
    const passedOver = store.write('north', async (w) => {
      await open(w, 'deal:2')
      await open(w, 'deal:1').catch(() => {})
    })
    await expect(passedOver).rejects.toThrow('nothing of it is stored')
  })
})

const about = (text: string) => ({ record: 'deal:1', data: { text } })

const said = (store: Store) =>
  store.read('north', async ({ db, t }) =>
    (await db.select().from(t.event).where(eq(t.event.company, 'north')).orderBy(t.event.position)).map(
      ({ data }) => data.text,
    ),
  )

/** A way to the server on which everything may be swallowed, as by a machine that lost its power. */
async function wayTo(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let silent = false
  const way = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => silent || to.write(bytes))
      from.on('error', () => {})
      from.on('close', () => to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(way, 'listening')
  const { port } = way.address() as { port: number }
  const here = new URL(url)
  here.host = `127.0.0.1:${port}`
  return {
    url: here.href,
    fallSilent() {
      silent = true
    },
    answer() {
      silent = false
    },
    async close() {
      way.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
