/** The drill: everything is saved while people write, the server's disk is lost, and all of it comes back. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringBack, type Kept } from '../../backend/backup/backup.ts'
import { writeManifest } from '../../backend/backup/manifest.ts'
import { removeTooOld } from '../../backend/backup/too-old.ts'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { postgresWanted, startPostgres } from '../postgres.ts'
import { type LocalBucket, startBucket } from '../s3/bucket.ts'
import { type Served, served } from '../served.ts'

const SECRET_KEY = 'a key for servers under test, not secret'
const BYTES = Buffer.from('Договор поставки, подписан'.repeat(5000))

describe('on SQLite', () => drill(async () => ({})))
describe('on SQLite, encrypted, with files in S3', () => {
  const buckets: LocalBucket[] = []
  afterAll(async () => {
    for (const bucket of buckets) await bucket.stop()
  })
  drill(async () => {
    // Small pages: a list of what is in the bucket comes in several.
    const bucket = await startBucket({ pageSize: 2 })
    buckets.push(bucket)
    return { DATABASE_ENCRYPTED: '1', FILES_URL: bucket.url }
  })
})
describe.skipIf(!postgresWanted)('on Postgres', () => {
  drill(async () => ({ DATABASE_URL: await (await startPostgres()).database() }))
})

/** @param settings where nothing is yet; asked again for where it is brought back to */
test('a backup older than they are kept is removed when the next has been made, and never brought back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-kept-'))
  const backup = (name: string, madeAt: string) =>
    writeManifest(join(folder, name), {
      ...{ format: 1, madeAt, version: '0.1.0', engine: 'sqlite', schema: 1, key: 'a key', parts: [] },
    })
  await backup('of-october', '2026-10-15T00:00:00.000Z')
  await backup('of-november', '2026-11-01T00:00:00.000Z')
  mkdirSync(join(folder, 'of-somebody-else'))
  const now = new Date('2026-11-20T00:00:00Z')
  const untouched = null as unknown as Kept
  await expect(bringBack(untouched, join(folder, 'of-october'), 35, now)).rejects.toThrow(
    'older than the 35 days',
  )
  expect(await removeTooOld(folder, 35, now)).toEqual([join(folder, 'of-october')])
  expect(readdirSync(folder).sort()).toEqual(['of-november', 'of-somebody-else'])
  rmSync(folder, { recursive: true })
})

function drill(settings: () => Promise<Record<string, string>>) {
  let server: Served
  let env: Record<string, string>
  let saved: string
  let before: ShownMessage[]
  let file: string
  const scratch = mkdtempSync(join(tmpdir(), 'dealthread-drill-'))

  beforeAll(async () => {
    env = await settings()
    server = await served(['dist/backend/main.js'], env)
    const sender = await sit()
    file = newId()
    const uploaded = await sender.ask('PUT', `/api/files/${file}`, BYTES, {
      'Content-Type': 'text/plain',
      'X-File-Name': "UTF-8''%D0%94.txt",
      'X-Thread': sender.team,
    })
    expect(uploaded.status).toBe(201)
    await sender.say('Договор', [file])
    for (let count = 0; count < 50; count += 1) await sender.say(`Сообщение ${count}`)
    before = await sender.messages()
    saved = join(scratch, 'saved')
    let stopped = false
    const writing = (async () => {
      while (!stopped) await sender.say('Пока сохраняют')
    })()
    const run = await tool('backup', saved)
    stopped = true
    await writing
    expect(run).toMatchObject({ status: 0, said: expect.stringContaining('parts') })
  }, 120_000)
  afterAll(async () => {
    await server?.end()
    rmSync(scratch, { recursive: true, force: true })
  })

  test('what is saved can be read by nobody without the key, and says what it is', () => {
    const { key, parts, engine } = JSON.parse(readFileSync(join(saved, 'manifest.json'), 'utf8'))
    expect(key).toMatch(/^[0-9a-f]{12}$/)
    expect(engine).toBe(env.DATABASE_URL ? 'postgres' : 'sqlite')
    expect(parts.map(({ path }: { path: string }) => path).join()).toContain(file)
    for (const { path, hash } of parts as { path: string; hash: string }[]) {
      const bytes = readFileSync(join(saved, path))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
      expect(bytes.includes(SECRET_KEY)).toBe(false)
      if (path.startsWith('files/')) expect(bytes.includes('Договор')).toBe(false)
    }
  })

  test('a folder with something in it is left alone', async () => {
    expect(await tool('backup', saved)).toMatchObject({
      status: 1,
      said: expect.stringContaining('not empty'),
    })
    expect(await tool('restore', saved)).toMatchObject({ status: 1 })
  })

  test('after the disk is lost the restored server has the same messages and files', async () => {
    await server.stop()
    const lost = await empty()
    const run = await tool('restore', saved, lost)
    expect(run).toMatchObject({ status: 0 })
    await server.start(lost)
    const sender = await sit()
    const after = await sender.messages()
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.map(({ seq }) => seq)).toEqual(after.map((_, place) => place + 1))
    const bytes = await sender.ask('GET', `/api/files/${file}`)
    expect(Buffer.from(await bytes.arrayBuffer()).equals(BYTES)).toBe(true)
    // It goes on where it was.
    await sender.say('Снова здесь')
    expect((await sender.messages()).at(-1)!.seq).toBe(after.length + 1)
    const log = await program(['tools/audit/verify.ts'], lost)
    expect(log).toMatchObject({ status: 0, said: expect.stringContaining('as it was noted') })
  }, 60_000)

  test('a backup sealed under another key is refused, and nothing is touched', async () => {
    const place = await empty()
    const run = await tool('restore', saved, { ...place, SECRET_KEY: 'another key, as long as it has to be' })
    expect(run).toMatchObject({
      status: 1,
      said: expect.stringMatching(/SECRET_KEY with the id [0-9a-f]{12}/),
    })
    expect(existsSync(join(place.DATA_DIR, 'dealthread.db'))).toBe(false)
  })

  test('a damaged backup is refused by the name of the part', async () => {
    const { parts } = JSON.parse(readFileSync(join(saved, 'manifest.json'), 'utf8'))
    const { path } = parts.at(-1)
    appendFileSync(join(saved, path), 'x')
    const place = await empty()
    expect(await tool('restore', saved, place)).toMatchObject({
      status: 1,
      said: expect.stringContaining(path),
    })
    expect(existsSync(place.DATA_DIR) && readdirSync(place.DATA_DIR)).toEqual([])
    rmSync(join(saved, 'manifest.json'))
    expect(await tool('restore', saved, place)).toMatchObject({
      status: 1,
      said: expect.stringContaining('no whole backup'),
    })
  })

  /** Where nothing is yet. */
  async function empty() {
    return { DATA_DIR: mkdtempSync(join(scratch, 'data-')), ...(await settings()) }
  }

  const tool = (name: 'backup' | 'restore', folder: string, other: Record<string, string> = {}) =>
    program([`tools/backup/${name}.ts`, folder], other)

  async function program(args: string[], other: Record<string, string>) {
    const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      env: { ...process.env, SECRET_KEY, DATA_DIR: server.folder, ...env, ...other },
    })
    let said = ''
    running.stdout.on('data', (chunk) => (said += chunk))
    running.stderr.on('data', (chunk) => (said += chunk))
    const status = await new Promise((exit) => running.on('exit', exit))
    return { status, said }
  }

  async function sit() {
    const { session, card } = await server.open('7', 1204)
    const team = card.threads.find(({ kind }) => kind === 'team')!.id
    const ask = (method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) =>
      fetch(server.url + path, {
        method,
        headers: { Authorization: `Bearer ${session.token}`, ...headers },
        ...(body !== undefined && { body }),
      })
    return {
      team,
      ask,
      async say(text: string, files: string[] = []) {
        const body = JSON.stringify({ text, files })
        const path = `/api/threads/${team}/messages/${newId()}`
        const answer = await ask('PUT', path, body, { 'Content-Type': 'application/json' })
        expect(answer.status).toBe(201)
        await answer.body?.cancel()
      },
      /** All of the thread, oldest first. */
      async messages() {
        const all: ShownMessage[] = []
        for (;;) {
          const answer = await ask(
            'GET',
            `/api/threads/${team}/messages?after=${all.at(-1)?.seq ?? 0}&limit=100`,
          )
          const { messages } = (await answer.json()) as { messages: ShownMessage[] }
          if (messages.length === 0) return all
          all.push(...messages)
        }
      },
    }
  }
}
