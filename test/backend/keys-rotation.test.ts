import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { sealFiles } from '../../backend/files/sealed.ts'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { openRing } from '../../backend/keys/ring.ts'
import { neededKeys, renewFiles, rotateKeys } from '../../backend/keys/rotate.ts'
import { openSecrets } from '../../backend/keys/secrets.ts'
import type { Store } from '../../backend/store/store.ts'
import { onEveryStore } from '../stores.ts'
import { chunks, noise } from './files-fixture.ts'

const FORMER = 'the key of last year, thirty-two and more'
const NEWEST = 'the key of this year, thirty-two and more'
const both = { SECRET_KEY: NEWEST, SECRET_KEY_BEFORE: FORMER }
const companies = ['east', 'north', 'south', 'west']
const file = '0195a000-0000-7000-8000-0000000000ab'

const folder = mkdtempSync(join(tmpdir(), 'dealthread-rotation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0

onEveryStore((stores) => {
  /** Companies with a token and a file each, under the former key. */
  async function furnished() {
    made += 1
    const store = await stores.open()
    const place = createDiskFiles(join(folder, String(made)))
    const keys = await openCompanyKeys(store, { SECRET_KEY: FORMER })
    const secrets = await openSecrets(store, keys)
    const files = sealFiles(place, { store, keys })
    const sealed = new Map<string, string>()
    for (const company of companies) {
      sealed.set(
        company,
        await store.write(company, async (w) =>
          (await secrets.sealing(w)).seal(`token of ${company}`, 'grant'),
        ),
      )
      await files.put({ company, file }, chunks(noise(100_000)), 100_000)
    }
    const derived = secrets.derive({ company: 'north', purpose: 'mail' })

    /** Whether all of it is read as it was written, by a node with these settings. */
    async function isReadable(settings: Parameters<typeof openCompanyKeys>[1]) {
      const keys = await openCompanyKeys(store, settings)
      const secrets = await openSecrets(store, keys)
      const files = sealFiles(place, { store, keys })
      for (const company of companies) {
        const opening = await store.read(company, secrets.opening)
        expect(opening.open(sealed.get(company)!, 'grant')).toBe(`token of ${company}`)
        expect(await buffer((await files.get({ company, file }))!)).toEqual(noise(100_000))
      }
      expect(secrets.derive({ company: 'north', purpose: 'mail' })).toBe(derived)
      return true
    }
    return { store, place, isReadable }
  }

  /** What a company's log says of it. */
  const told = async (store: Store) =>
    (await store.read('north', ({ db, t }) => db.select().from(t.entry)))
      .filter(({ company, by }) => company === 'north' && by === 'operator')
      .map(({ act }) => act)

  test('a new SECRET_KEY takes over, and the one before it is refused from then on', async () => {
    const { store, isReadable } = await furnished()
    expect(await isReadable(both)).toBe(true)
    await expect(isReadable({ SECRET_KEY: NEWEST })).rejects.toThrow(openRing(FORMER).id)

    expect(await rotateKeys({ store, keys: await openCompanyKeys(store, both) })).toBe(companies.length + 1)
    expect(await neededKeys({ store })).toEqual([openRing(NEWEST).id])
    expect(await told(store)).toEqual(['key.rotated'])
    expect(await isReadable({ SECRET_KEY: NEWEST })).toBe(true)
    await expect(isReadable({ SECRET_KEY: FORMER })).rejects.toThrow(`with the id ${openRing(NEWEST).id}`)
    expect(await rotateKeys({ store, keys: await openCompanyKeys(store, both) })).toBe(0)
    await store.close()
  })

  test.each(['before', 'after'] as const)(
    'a rotation that dies %s any of its steps leaves everything readable, and the next one ends it',
    async (when) => {
      for (let step = 0; step <= companies.length; step += 1) {
        const { store, isReadable } = await furnished()
        const keys = await openCompanyKeys(store, both)
        await expect(rotateKeys({ store: dying(store, step, when), keys })).rejects.toThrow('killed')
        expect(await isReadable(both)).toBe(true)
        const done = when === 'after' ? step + 1 : step
        expect(await rotateKeys({ store, keys })).toBe(companies.length + 1 - done)
        expect(await isReadable({ SECRET_KEY: NEWEST })).toBe(true)
        await store.close()
      }
    },
  )

  test('companies that come while the key changes lose nothing', async () => {
    const { store, isReadable } = await furnished()
    const node = await openSecrets(store, await openCompanyKeys(store, both))
    const late = await openSecrets(store, await openCompanyKeys(store, { SECRET_KEY: FORMER }))
    const sealed = new Map<string, string>()
    const coming = (async () => {
      for (let n = 0; n < 30; n += 1) {
        const secrets = n % 3 === 0 ? late : node
        const company = `new-${n}`
        sealed.set(
          company,
          await store.write(company, async (w) => (await secrets.sealing(w)).seal(company, 'grant')),
        )
        expect((await store.read(company, node.opening)).open(sealed.get(company)!, 'grant')).toBe(company)
      }
    })()
    await Promise.all([coming, rotateKeys({ store, keys: await openCompanyKeys(store, both) })])
    await rotateKeys({ store, keys: await openCompanyKeys(store, both) })

    expect(await isReadable({ SECRET_KEY: NEWEST })).toBe(true)
    const after = await openSecrets(store, await openCompanyKeys(store, { SECRET_KEY: NEWEST }))
    for (const [company, text] of sealed)
      expect((await store.read(company, after.opening)).open(text, 'grant')).toBe(company)
    await store.close()
  })

  test('files are sealed anew under another key of their company, step by step, while they are read', async () => {
    const { store, place, isReadable } = await furnished()
    const settings = { SECRET_KEY: FORMER }
    const keys = await openCompanyKeys(store, settings)
    const since = new Date(Date.now() + 1)
    const files = sealFiles(place, { store, keys })
    let stepsLeft = 2
    const stopping = {
      list: files.list,
      async reseal(key: Parameters<typeof files.reseal>[0]) {
        if (stepsLeft === 0) throw new Error('killed')
        stepsLeft -= 1
        return files.reseal(key)
      },
    }
    await new Promise((later) => setTimeout(later, 5))
    await expect(renewFiles({ store, keys, files: stopping }, since)).rejects.toThrow('killed')
    expect(await isReadable(settings)).toBe(true)
    expect(await renewFiles({ store, keys, files }, since)).toBe(companies.length - 2)
    expect(await isReadable(settings)).toBe(true)
    expect(await renewFiles({ store, keys, files }, since)).toBe(0)
    expect(await told(store)).toEqual(['key.renewed'])
    await store.close()
  })
})

/** A store whose process dies at its n-th write: before it, or when it is stored and nobody has heard. */
function dying(store: Store, lives: number, when: 'before' | 'after'): Store {
  let left = lives
  return {
    ...store,
    async write(company, fn) {
      left -= 1
      if (left < 0 && when === 'before') throw new Error('killed')
      const result = await store.write(company, fn)
      if (left < 0) throw new Error('killed')
      return result
    },
  }
}
