import { expect, test } from 'vitest'
import { destroyKeys, openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { type Opening, openSecrets, type Sealing, SecretUnreadable } from '../../backend/keys/secrets.ts'
import type { Store } from '../../backend/store/store.ts'
import { secretsIn, TEST_KEY } from '../secrets.ts'
import { onEveryStore, type TestStores } from '../stores.ts'

const purpose = 'grant of 7'

onEveryStore((stores) => {
  test('what was sealed is opened again, and never sealed alike', () =>
    inStore(stores, async (store) => {
      const { seal, open } = await sealingOf(store)
      const texts = ['', 'токен', 'a'.repeat(100_000), '\u2028\u0000']
      expect(texts.map((text) => open(seal(text, purpose), purpose))).toEqual(texts)
      expect(seal('token', purpose)).not.toBe(seal('token', purpose))
      expect(seal('a token', purpose)).not.toContain('token')
    }))

  test('a restart with the same key opens what was sealed before, and derives what it derived', () =>
    inStore(stores, async (store) => {
      const before = await secretsIn(store)
      const sealed = await store.write('north', async (w) => (await before.sealing(w)).seal('token', purpose))
      const own = before.own.seal('state', 'sign-in')
      const mail = { company: 'north', purpose: 'mail' }
      const derived = before.derive(mail)

      const again = await stores.reopen()
      const after = await secretsIn(again)
      expect((await openingOf(again)).open(sealed, purpose)).toBe('token')
      expect(after.own.open(own, 'sign-in')).toBe('state')
      expect(after.derive(mail)).toBe(derived)
      expect(after.derive({ ...mail, company: 'south' })).not.toBe(derived)
      await again.close()
    }))

  test('a secret moved to another company, person or purpose stays shut', () =>
    inStore(stores, async (store) => {
      const sealed = (await sealingOf(store, 'north')).seal('token', purpose)
      const { open } = await sealingOf(store, 'south')
      expect(() => open(sealed, purpose)).toThrow(SecretUnreadable)
      const north = await openingOf(store)
      expect(() => north.open(sealed, 'grant of 8')).toThrow(SecretUnreadable)
      expect(north.open(sealed, purpose)).toBe('token')
    }))

  test('any change is noticed, wherever it is made', () =>
    inStore(stores, async (store) => {
      const { seal, open } = await sealingOf(store)
      const sealed = seal('token', purpose)
      const [version, key, text = ''] = sealed.split('.')
      const bytes = Buffer.from(text, 'base64url')
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(() => open(`${version}.${key}.${changed.toString('base64url')}`, purpose)).toThrow(
          SecretUnreadable,
        )
      }
      for (const broken of ['', 'v1.', 'v1.1.', 'v2.1.AAAA', sealed.slice(0, -8), `v1.2.${text}`, 'token'])
        expect(() => open(broken, purpose)).toThrow(SecretUnreadable)
    }))

  test('the refusal names whose secret it is and nothing of what is in it', () =>
    inStore(stores, async (store) => {
      const sealed = (await sealingOf(store)).seal('token', purpose)
      const message = messageOf(await openingOf(store, 'south'), sealed)
      expect(message).toContain('grant of 7')
      expect(message).not.toContain(sealed.slice(5, 22))
    }))

  test('another SECRET_KEY is refused at the start, with the id of the one that is wanted', () =>
    inStore(stores, async (store) => {
      await secretsIn(store)
      const [under] = await store.read('', ({ db, t }) =>
        db.select({ under: t.companyKey.under }).from(t.companyKey),
      )
      const other = openCompanyKeys(store, { SECRET_KEY: `${TEST_KEY}!` })
      await expect(other).rejects.toThrow(`under the SECRET_KEY with the id ${under!.under}`)
      await expect(openCompanyKeys(store, { SECRET_KEY: 'short' })).rejects.toThrow('SECRET_KEY is too short')
    }))

  test('a key moved to another company opens nothing there', () =>
    inStore(stores, async (store) => {
      await sealingOf(store, 'north')
      await store.write('south', async ({ db, t }) => {
        const [row] = await db.select().from(t.companyKey).orderBy(t.companyKey.company).offset(1).limit(1)
        expect(row?.company).toBe('north')
        await db.insert(t.companyKey).values({ ...row!, company: 'south' })
      })
      await expect(openingOf(store, 'south')).rejects.toThrow('is not what was stored')
    }))

  test('once the keys of a company are destroyed, no copy of what it sealed says anything, and it begins anew', () =>
    inStore(stores, async (store) => {
      const sealed = (await sealingOf(store)).seal('token', purpose)
      await store.write('north', destroyKeys)
      const { open } = await openingOf(store)
      expect(() => open(sealed, purpose)).toThrow(SecretUnreadable)
      const anew = await sealingOf(store)
      expect(() => anew.open(sealed, purpose)).toThrow(SecretUnreadable)
      expect(anew.open(anew.seal('another', purpose), purpose)).toBe('another')
    }))
})

async function inStore(stores: TestStores, story: (store: Store) => Promise<void>) {
  const store = await stores.open()
  try {
    await story(store)
  } finally {
    await store.close()
  }
}

async function sealingOf(store: Store, company = 'north'): Promise<Sealing> {
  const secrets = await openSecrets(store, await openCompanyKeys(store, { SECRET_KEY: TEST_KEY }))
  return store.write(company, secrets.sealing)
}

async function openingOf(store: Store, company = 'north'): Promise<Opening> {
  return store.read(company, (await secretsIn(store)).opening)
}

function messageOf(opening: Opening, sealed: string): string {
  try {
    opening.open(sealed, purpose)
  } catch (error) {
    return String(error)
  }
  return 'did not fail'
}
