import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { checkRegion, WrongRegion } from '../../backend/regions/regions.ts'
import { readSettings } from '../../backend/settings.ts'
import { onEveryStore } from '../stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'dealthread-regions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0
const newPlace = () => {
  made += 1
  return createDiskFiles(join(folder, String(made), 'files'))
}

onEveryStore((stores) => {
  test('stores of one region are opened together, again and again, and by several nodes at once', async () => {
    const store = await stores.open()
    const place = newPlace()
    await Promise.all([checkRegion('ru', { store, place }), checkRegion('ru', { store, place })])
    await checkRegion('ru', { store, place })
    expect(await place.label()).toBe('ru')
    await store.close()
  })

  test('whoever names no region marks nothing', async () => {
    const store = await stores.open()
    const place = newPlace()
    await checkRegion(undefined, { store, place })
    expect(await place.label()).toBeUndefined()
    await checkRegion('ru', { store, place })
    await store.close()
  })

  test('a database or files of another region are refused by their names, and nothing is marked', async () => {
    const store = await stores.open()
    const [place, elsewhere, unmarked] = [newPlace(), newPlace(), newPlace()]
    await checkRegion('ru', { store, place })
    await elsewhere.setLabel('eu')
    await expect(checkRegion('ru', { store, place: elsewhere })).rejects.toThrow(
      'the place of files is of the region eu',
    )
    await expect(checkRegion('eu', { store, place: unmarked })).rejects.toThrow(
      'REGION is eu, and the database is of the region ru',
    )
    await expect(checkRegion(undefined, { store, place })).rejects.toThrow(WrongRegion)
    expect(await unmarked.label()).toBeUndefined()
    await store.close()
  })
})

test('a region has a short name', () => {
  const env = { SECRET_KEY: 'a key for tests, thirty-two and more', REGION: 'Russia!' }
  expect(() => readSettings(env)).toThrow('REGION: expected a short name')
})
