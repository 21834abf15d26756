import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sweep, withdrawFilesOf } from '../../backend/files/erase.ts'
import { filesOf } from '../../backend/files/files.ts'
import type { Files } from '../../backend/files/port.ts'
import { newId } from '../../backend/ids.ts'
import type { Secrets } from '../../backend/keys/secrets.ts'
import { createWallClock } from '../../backend/later/wall-clock.ts'
import { createPurging } from '../../backend/purging/purging.ts'
import { findThread } from '../../backend/threads/find.ts'
import { tellIn } from '../../backend/threads/happenings.ts'
import { secretsIn } from '../secrets.ts'
import { onEveryStore } from '../stores.ts'
import { chunks, DAY, type FilesWorld, filesWorld, noise } from './files-fixture.ts'

onEveryStore((stores) => {
  let world: FilesWorld
  let secrets: Secrets
  const errors: unknown[] = []
  beforeEach(async () => {
    world = await filesWorld(stores)
    secrets = await secretsIn(world.store)
    errors.length = 0
  })
  afterEach(() => world.close())

  /** What happens by itself in an hour, and what in a day. */
  async function hourly(files = world.files) {
    const { purge } = purging(files)
    while (await purge('north'));
  }
  const daily = () => sweep(world.store, world.files, 'north', world.clock.now)

  test('after 30 days the bytes are gone from the disk, the row stays and says what there was', async () => {
    const photo = await sharp(noise(900 * 600 * 3), { raw: { width: 900, height: 600, channels: 3 } })
      .png()
      .toBuffer()
    const file = await world.uploaded(photo, { name: 'склад.png' })
    const message = await world.send([file.id])
    expect(world.onDisk()).toEqual([file.id, `${file.id}.preview`])

    world.pass(30 * DAY - 1)
    await hourly()
    expect((await world.download(file.id)).status).toBe(200)

    world.pass(1)
    await hourly()
    expect(world.onDisk()).toEqual([])
    const erasedAt = world.clock.now.toISOString()
    for (const query of ['', '?preview=1']) {
      const { status, body } = await world.download(file.id, { query, person: '8' })
      expect(status).toBe(410)
      expect(body).toEqual({
        error: { reason: 'file_expired', message: 'the file is gone' },
        file: { ...file, erasedAt },
      })
    }
    expect(await erasures()).toEqual([
      { thread: world.threads.team, people: null, data: { thread: world.threads.team, message: message.id } },
    ])
  })

  test('what is gone is still nobody else’s business', async () => {
    const file = await world.uploaded('x', { thread: world.threads.quiet })
    await world.send([file.id], { thread: world.threads.quiet })
    world.pass(30 * DAY)
    await hourly()
    expect((await world.download(file.id, { person: '8' })).status).toBe(410)
    for (const person of ['5', '9', '66'])
      expect((await world.download(file.id, { person })).status).toBe(404)
    expect(await erasures()).toMatchObject([
      { people: expect.toSatisfy((people) => people.sort().join() === '7,8') },
    ])
  })

  test('a message whose files go together tells it once; a file that was never sent goes in silence', async () => {
    const both = [(await world.uploaded('a')).id, (await world.uploaded('b')).id]
    await world.uploaded('c')
    const { id } = await world.send(both)
    world.pass(31 * DAY)
    await hourly()
    expect((await erasures()).map(({ data }) => data.message)).toEqual([id])
    expect((await world.rows()).every((row) => row.erasedAt)).toBe(true)
    expect(world.onDisk()).toEqual([])
  })

  test('goes in slices, and all in one round', async () => {
    for (let n = 0; n < 5; n++) await world.uploaded(`${n}`)
    world.pass(31 * DAY)
    await hourly()
    expect((await world.rows()).filter((row) => row.erasedAt)).toHaveLength(5)
  })

  test('an upload again after it is gone answers with the tombstone and stores nothing', async () => {
    const file = await world.uploaded('x')
    world.pass(31 * DAY)
    await hourly()
    const again = await world.upload('x', { id: file.id })
    expect(again).toMatchObject({ status: 200, body: { id: file.id, erasedAt: expect.any(String) } })
    expect(world.onDisk()).toEqual([])
    await expect(world.send([file.id])).rejects.toMatchObject({ reason: 'file_expired' })
  })

  test('what came with a deleted message is nobody’s in the chat at once; its bytes go when their time is over', async () => {
    const [taken, stays] = [await world.uploaded('a'), await world.uploaded('b')]
    const message = await world.send([taken.id])
    await world.send([stays.id])
    await world.store.write('north', (w) => withdrawFilesOf(w, message.id))
    for (const person of ['7', '8']) expect((await world.download(taken.id, { person })).status).toBe(404)
    expect((await world.download(stays.id)).status).toBe(200)
    expect(await world.store.read('north', (r) => filesOf(r, [message.id]))).toEqual(new Map())

    await daily()
    expect(world.onDisk()).toEqual([taken.id, stays.id].sort())
    world.pass(30 * DAY)
    await hourly()
    expect(world.onDisk()).toEqual([])
    expect((await world.download(taken.id)).status).toBe(404)
    expect((await erasures()).map(({ data }) => data.message)).not.toContain(message.id)
  })

  test('bytes that could not be removed are told of, are not served, and go with the next sweep', async () => {
    const file = await world.uploaded('x')
    world.pass(31 * DAY)
    const failing = {
      ...world.files,
      remove: async () => {
        throw new Error('the disk is read-only')
      },
    }
    await expect(hourly(failing)).rejects.toThrow('are still there')
    expect(errors).toHaveLength(1)
    expect(world.onDisk()).toEqual([file.id])
    expect((await world.download(file.id)).status).toBe(410)
    await daily()
    expect(world.onDisk()).toEqual([])
  })

  test('the sweep takes what no row speaks for once it is a day old, and nothing else', async () => {
    world.clock.now = new Date()
    const file = await world.uploaded('x')
    const photo = await sharp(noise(900 * 600 * 3), { raw: { width: 900, height: 600, channels: 3 } })
      .png()
      .toBuffer()
    const picture = await world.uploaded(photo)
    const abandoned = newId()
    await world.files.put({ company: 'north', file: abandoned }, chunks('x'), 10)

    await daily()
    expect(world.onDisk()).toContain(abandoned)
    world.pass(DAY + 60_000)
    await daily()
    expect(world.onDisk()).toEqual([file.id, picture.id, `${picture.id}.preview`].sort())
    expect((await world.download(file.id)).status).toBe(200)
  })

  test('a clock that leaps forty days while we run lets nothing go, and whoever runs the server is told', async () => {
    const file = await world.uploaded('условия')
    const { purge, wallClock } = purging(world.files, () => 0)
    world.clock.now = new Date(world.clock.now.getTime() + 40 * DAY)
    await expect(purge('north')).rejects.toThrow('40.0 days ahead of where it was')
    expect(world.onDisk()).toEqual([file.id])
    // It was right after all, the CRM says.
    wallClock.heard(world.clock.now)
    while (await purge('north'));
    expect(world.onDisk()).toEqual([])
  })

  function purging(files: Files, steady?: () => number) {
    const { store } = world
    const failed = (error: unknown) => void errors.push(error)
    const now = () => world.clock.now
    const clock = steady ?? (() => now().getTime())
    const wallClock = createWallClock({ now, clock })
    const made = createPurging({
      store,
      files,
      now,
      newId,
      failed,
      findThread,
      tellIn,
      secrets,
      wallClock,
      clock,
    })
    return { ...made, wallClock }
  }

  function erasures() {
    return world.store.read('north', async ({ db, t }) => {
      const rows = await db.select().from(t.event)
      return rows
        .filter((row) => row.topic === 'file.erased')
        .map(({ thread, people, data }) => ({ thread, people, data }))
    })
  }
})
