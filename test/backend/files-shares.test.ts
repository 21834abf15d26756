/** How much a person may upload in a day, and a company have here. */
import { afterEach, expect, test } from 'vitest'
import { removeBytes } from '../../backend/files/erase.ts'
import { newId } from '../../backend/ids.ts'
import { onEveryStore } from '../stores.ts'
import { DAY, type FilesWorld, filesWorld, noise } from './files-fixture.ts'

onEveryStore((stores) => {
  let world: FilesWorld
  afterEach(() => world.close())

  const KB = 1024
  /** Browsers say how much comes. */
  const announced = (bytes: number) => ({ headers: { 'Content-Length': String(bytes) } })
  const refused = { status: 413, body: { error: { reason: 'share_full' } } }

  test('whoever has uploaded his share of a day goes on the next, and others meanwhile', async () => {
    world = await filesWorld(stores, { shares: { person: 100 * KB } })
    await world.uploaded(noise(60 * KB), announced(60 * KB))
    const id = newId()
    const before = world.onDisk()
    expect(await world.upload(noise(60 * KB), { id, ...announced(60 * KB) })).toMatchObject(refused)
    expect(await world.upload(noise(KB)), 'nobody knows how much').toMatchObject(refused)
    expect(world.onDisk()).toEqual(before)
    await world.uploaded(noise(40 * KB), announced(40 * KB))
    await world.uploaded(noise(60 * KB), { person: '8', ...announced(60 * KB) })
    world.pass(DAY + 1)
    expect((await world.upload(noise(60 * KB), { id, ...announced(60 * KB) })).status).toBe(201)
  })

  test('what was stored already is answered for, however much there is', async () => {
    world = await filesWorld(stores, { shares: { person: 100 * KB } })
    const [id, bytes] = [newId(), noise(100 * KB)]
    expect((await world.upload(bytes, { id, ...announced(100 * KB) })).status).toBe(201)
    expect((await world.upload(bytes, { id })).status).toBe(200)
  })

  test('a company has no more here than its share, until something of it is gone', async () => {
    world = await filesWorld(stores, { shares: { person: 1000 * KB, company: 100 * KB } })
    const first = await world.uploaded(noise(90 * KB), announced(90 * KB))
    expect(await world.upload(noise(20 * KB), { person: '8', ...announced(20 * KB) })).toMatchObject(refused)
    await world.uploaded(noise(90 * KB), {
      person: '66',
      thread: world.threads.elsewhere,
      ...announced(90 * KB),
    })
    await world.store.write('north', ({ db, t, now }) => db.update(t.file).set({ erasedAt: now }))
    await removeBytes(world.files, 'north', [first.id])
    world.pass(60_000)
    expect((await world.upload(noise(20 * KB), { person: '8', ...announced(20 * KB) })).status).toBe(201)
  })
})
