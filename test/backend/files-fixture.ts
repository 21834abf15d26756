/** A small company with threads and files, behind the routes of files alone. */

import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createLooks } from '../../backend/audit/looks.ts'
import { isHere } from '../../backend/companies/companies.ts'
import { createDiskFiles } from '../../backend/files/disk.ts'
import { fileRoutes } from '../../backend/files/routes.ts'
import type { Scanner } from '../../backend/files/scanner.ts'
import { createShares, type ShareLimits } from '../../backend/files/shares.ts'
import { newId } from '../../backend/ids.ts'
import { Refused, statusOf } from '../../backend/refused.ts'
import type { ShownError, ShownFile } from '../../backend/shown.ts'
import type { SignedIn } from '../../backend/signed-in.ts'
import type { Writing } from '../../backend/store/store.ts'
import { findThread } from '../../backend/threads/find.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import type { TestStores } from '../stores.ts'

export const DAY = 24 * 60 * 60 * 1000
export const MEGABYTE = 1024 * 1024

export interface Uploading {
  id?: string
  person?: string
  thread?: string
  name?: string
  type?: string
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  bytes: Buffer
  /** What JSON says; undefined when it isn't JSON. */
  body: ShownFile & ShownError & { file: ShownFile }
}

export type FilesWorld = Awaited<ReturnType<typeof filesWorld>>

/** People 7 and 8 are of the company `north`, 9 sees another card of it, 66 is of the company `south`. */
export async function filesWorld(
  stores: TestStores,
  {
    most = 50 * MEGABYTE,
    typesRefused = [],
    scanner,
    shares = { person: Number.POSITIVE_INFINITY },
  }: { most?: number; typesRefused?: string[]; scanner?: Scanner; shares?: ShareLimits } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-files-'))
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const store = await stores.open({ now: () => clock.now })
  const files = createDiskFiles(join(folder, 'files'))
  const threads = { team: newId(), quiet: newId(), closed: newId(), elsewhere: newId() }

  await store.write('north', async (w) => {
    await openThread(w, threads.team, 'team')
    await openThread(w, threads.quiet, 'private')
    await openThread(w, threads.closed, 'topic', w.now)
    const joined = { company: 'north', thread: threads.quiet, readSeq: 0, joinedAt: w.now }
    await w.db.insert(w.t.member).values(['7', '8'].map((person) => ({ ...joined, person })))
  })
  await store.write('south', (w) => openThread(w, threads.elsewhere, 'team'))

  const app = new Hono<SignedIn>()
    .use(async (c, next) => {
      const person = c.req.header('x-person') ?? '7'
      c.set('viewer', {
        company: person === '66' ? 'south' : 'north',
        person,
        record: person === '9' ? 'deal:2' : 'deal:1',
      })
      await next()
    })
    .route(
      '/files',
      fileRoutes({
        ...{ store, files, findThread, typesRefused, ...(scanner && { scanner }) },
        shares: createShares({ store, limits: shares, clock: () => clock.now.getTime() }),
        seen: { note() {} },
        looks: createLooks({ store, isHere }),
        limits: { file: most },
        documents: { documentOfClient: async () => Promise.reject(new Refused('not_found')) },
      }),
    )
  app.onError((error, c) =>
    error instanceof Refused
      ? c.json({ error: { reason: error.reason, message: error.message } }, statusOf[error.reason])
      : c.json({ error: { reason: 'failed', message: String(error) } }, 500),
  )

  const headersOf = ({ person = '7', thread = threads.team, name = 'a.txt', type, headers }: Uploading) => ({
    'X-Person': person,
    'X-Thread': thread,
    'X-File-Name': `UTF-8''${encodeURIComponent(name)}`,
    ...(type && { 'Content-Type': type }),
    ...headers,
  })

  const world = {
    store,
    files,
    threads,
    clock,
    headersOf,

    async upload(bytes: Buffer | string, { id = newId(), ...given }: Uploading = {}): Promise<Answer> {
      const request = {
        method: 'PUT',
        headers: headersOf(given),
        body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
      }
      return answered(await app.request(`/files/${id}`, request))
    },

    /** Uploads what is expected to be taken. */
    async uploaded(bytes: Buffer | string, given: Uploading = {}): Promise<ShownFile> {
      const { status, body } = await world.upload(bytes, given)
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body
    },

    async download(id: string, { person = '7', headers = {} as Record<string, string>, query = '' } = {}) {
      return answered(
        await app.request(`/files/${id}${query}`, { headers: { 'X-Person': person, ...headers } }),
      )
    },

    send(ids: string[], { person = '7', thread = threads.team, id = newId() } = {}) {
      const viewer = { company: 'north', person, record: 'deal:1' }
      const draft = compose({ text: '', files: ids, mentions: [] })
      return store.write('north', async (w) => (await sendMessage(w, viewer, thread, id, draft)).message)
    },

    pass(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds)
    },

    /** Names of everything that lies on the disk. */
    onDisk(): string[] {
      if (!existsSync(join(folder, 'files'))) return []
      return readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort()
    },

    rows: () => store.read('north', ({ db, t }) => db.select().from(t.file)),

    /** The same routes behind a real server. */
    async listen() {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
      await new Promise((listening) => server.once('listening', listening))
      const address = server.address() as { port: number }
      return { port: address.port, close: () => new Promise((closed) => server.close(closed)) }
    },

    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

async function openThread(w: Writing, id: string, kind: 'team' | 'topic' | 'private', closedAt?: Date) {
  const { company, db, t, now } = w
  await db.insert(t.thread).values({
    company,
    id,
    record: 'deal:1',
    kind,
    audience: 'internal',
    title: kind,
    openedBy: '7',
    openedAt: now,
    ...(closedAt && { closedAt, closedBy: '7' }),
  })
}

async function answered(response: Response): Promise<Answer> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const json = response.headers.get('content-type')?.startsWith('application/json')
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    body: json && JSON.parse(bytes.toString()),
  }
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export async function* chunks(...given: (string | Uint8Array)[]) {
  for (const chunk of given) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

export async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Bytes that are the same in every run and compress badly. */
export function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size)
  let state = seed
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}
