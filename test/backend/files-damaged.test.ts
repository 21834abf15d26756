/** A file that somebody has changed on the disk is given to nobody, and whoever runs the server learns of it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEALED_CHUNK } from '../../backend/keys/stream.ts'
import { post } from '../documents.ts'
import { sqliteStores } from '../stores.ts'
import { type Person, people, type World, world } from '../world.ts'

let w: World
let log: PassThrough
let manager: Person

beforeAll(async () => {
  log = new PassThrough()
  w = await world(sqliteStores(), { log, env: { LOG_LEVEL: 'error' } })
  manager = await w.open(people.manager)
})
afterAll(() => w?.stop())

/** Changes one byte of what is stored of it. */
function damage(file: string, at: number) {
  const root = join(w.folder, 'files')
  const [path = ''] = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.includes(file),
  )
  const bytes = readFileSync(join(root, path))
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = bytes[place]! ^ 1
  writeFileSync(join(root, path), bytes)
}

const ask = (id: string) =>
  w.http.request(`/api/files/${id}`, { headers: { Authorization: `Bearer ${manager.token}` } })
const logged = () => String(log.read() ?? '')

test('nothing of it is sent: it is said that it is damaged, and the log says which', async () => {
  const { id } = await post(w, manager, 'договор.txt')
  damage(id, -1)
  const answer = await ask(id)
  expect(answer.status).toBe(500)
  expect(await answer.json()).toEqual({
    error: { reason: 'file_damaged', message: 'it is damaged; it is in the log' },
  })
  expect(answer.headers.get('content-disposition')).toBeNull()
  expect(answer.headers.get('cache-control') ?? '').not.toContain('max-age=60')
  expect(logged()).toContain(id)
})

test('damaged further on, it breaks off there, and the log says so too', async () => {
  const content = 'условия поставки '.repeat(20_000)
  const { id } = await post(w, manager, 'условия.txt', { content })
  damage(id, SEALED_CHUNK * 3)
  const answer = await ask(id)
  await expect(answer.text()).rejects.toThrow()
  expect(logged()).toContain(id)
})
