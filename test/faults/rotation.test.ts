/** The command itself, killed again and again in the middle of many companies, beside a store that stays open. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { databaseKey } from '../../backend/keys/database-key.ts'
import { openRing } from '../../backend/keys/ring.ts'
import { openSecrets } from '../../backend/keys/secrets.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'

const FORMER = 'the key of last year, thirty-two and more'
const NEWEST = 'the key of this year, thirty-two and more'
const COMPANIES = Array.from({ length: 400 }, (_, n) => `company-${n}`)
const KILLS = 3

test('T33: keys:rotate, killed while it works, goes on when it is called again, and nothing is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-rotating-'))
  const file = join(folder, 'dealthread.db')
  const before = { SECRET_KEY: FORMER, DATABASE_ENCRYPTED: true }
  const both = { SECRET_KEY: NEWEST, SECRET_KEY_BEFORE: FORMER, DATABASE_ENCRYPTED: true }
  const store = await openSqlite(file, { key: databaseKey(file, before)! })
  try {
    const former = await openSecrets(store, await openCompanyKeys(store, before))
    const sealed = await Promise.all(
      COMPANIES.map((company) =>
        store.write(company, async (w) => (await former.sealing(w)).seal(`token of ${company}`, 'grant')),
      ),
    )
    const node = await openSecrets(store, await openCompanyKeys(store, both))
    const readAll = async (secrets = node) => {
      for (const [n, company] of COMPANIES.entries())
        expect((await store.read(company, secrets.opening)).open(sealed[n]!, 'grant')).toBe(
          `token of ${company}`,
        )
    }
    const done = () =>
      store.read('', ({ db, t }) => db.$count(t.companyKey, eq(t.companyKey.under, openRing(NEWEST).id)))

    for (let kill = 1; kill <= KILLS; kill += 1) {
      const rotating = rotate(folder)
      while ((await done()) < kill * 60 && rotating.exitCode === null) await sleep(2)
      expect(rotating.exitCode).toBeNull()
      rotating.kill('SIGKILL')
      await once(rotating, 'exit')
      await readAll()
    }
    const rotating = rotate(folder)
    const said = buffer(rotating.stdout)
    const [code] = await once(rotating, 'exit')
    expect(String(await said)).toContain('SECRET_KEY_BEFORE is no longer needed')
    expect(code).toBe(0)
    expect(() => databaseKey(file, before)).toThrow('is sealed under the SECRET_KEY with the id')
    const after = { SECRET_KEY: NEWEST, DATABASE_ENCRYPTED: true }
    expect(databaseKey(file, after)).toHaveLength(32)
    await readAll(await openSecrets(store, await openCompanyKeys(store, after)))
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 90_000)

function rotate(folder: string) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'tools/keys/rotate.ts'], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      SECRET_KEY: NEWEST,
      SECRET_KEY_BEFORE: FORMER,
      DATABASE_ENCRYPTED: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
