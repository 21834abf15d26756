import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { checkBackups, checkOutside } from '../../backend/regions/outside.ts'
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

const SECRET_KEY = 'a key for tests, thirty-two and more'

test('a region has a short name', () => {
  expect(() => readSettings({ SECRET_KEY, REGION: 'Russia!' })).toThrow('REGION: expected a short name')
})

const outside = {
  DATABASE_URL: 'postgres://db/one',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'chat@example.com',
  BUS_URL: 'nats://bus.example',
  FILE_SCANNER: 'clamd://scanner.example',
  ERASURE_LEDGER: '/mnt/ledger',
}
const said = { MAIL_REGION: 'ru', BUS_REGION: 'ru', SCANNER_REGION: 'ru', LEDGER_REGION: 'ru' }
const starts = (env: Record<string, string>) => checkOutside(readSettings({ SECRET_KEY, ...outside, ...env }))

test('mail, the bus, the scanner and the ledger are of the region too, or nothing starts', () => {
  starts({})
  starts({ REGION: 'ru', ...said })
  expect(() => starts({ REGION: 'ru' })).toThrow(
    /set MAIL_REGION .* set BUS_REGION .* set SCANNER_REGION .* set LEDGER_REGION/,
  )
  expect(() => starts({ REGION: 'ru', ...said, MAIL_REGION: 'us' })).toThrow(
    'REGION is ru: mail (SMTP_URL) is of the region us: personal data would leave yours.',
  )
  expect(() => starts({ MAIL_REGION: 'ru' })).toThrow('REGION is not set: MAIL_REGION is ru')
})

test('nothing is asked of what is not there, or is on this machine', () => {
  checkOutside(readSettings({ SECRET_KEY, REGION: 'ru', FILE_SCANNER: 'clamd:///run/clamd.ctl' }))
})

test('a backup is not made elsewhere, nor brought back from there', () => {
  checkBackups({ REGION: undefined, BACKUPS_REGION: undefined })
  checkBackups({ REGION: 'ru', BACKUPS_REGION: 'ru' })
  expect(() => checkBackups({ REGION: 'ru', BACKUPS_REGION: undefined })).toThrow('set BACKUPS_REGION')
  expect(() => checkBackups({ REGION: 'ru', BACKUPS_REGION: 'eu' })).toThrow(WrongRegion)
})
