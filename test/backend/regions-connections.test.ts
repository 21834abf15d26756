/** With a region, the server speaks to whom its settings name and to nobody else, whatever people do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { root } from '../../backend/root.ts'
import { EICAR, startScanner } from '../clamd.ts'
import { type Mailbox, mailbox } from '../mailbox.ts'
import { type PushService, pushService } from '../push-service.ts'
import { type LocalBucket, startBucket } from '../s3/bucket.ts'
import { type Served, served } from '../served.ts'

const WATCHED = pathToFileURL(join(root, 'test/connections.ts')).href

const folder = mkdtempSync(join(tmpdir(), 'dealthread-connections-'))
let box: Mailbox
let bucket: LocalBucket
let scanner: Awaited<ReturnType<typeof startScanner>>
let service: PushService
let server: Served
let token: string
let thread: string
let seen: () => Set<string>

beforeAll(async () => {
  box = await mailbox()
  bucket = await startBucket()
  scanner = await startScanner()
  service = await pushService()
  const noted = join(folder, 'connections.txt')
  server = await served(['dist/backend/main.js'], {
    // Also what it starts beside itself is watched.
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${WATCHED}`,
    CONNECTIONS_SEEN: noted,
    ...{ REGION: 'ru', MAIL_REGION: 'ru', SCANNER_REGION: 'ru' },
    ...{ SMTP_URL: box.url, MAIL_FROM: 'Dealthread <chat@example.com>' },
    ...{ FILES_URL: bucket.url, FILE_SCANNER: scanner.url },
  })
  seen = () => new Set(readFileSync(noted, 'utf8').split('\n').filter(Boolean))
  const { session, card } = await server.open('7', 1204)
  token = session.token
  thread = card.threads.find(({ kind }) => kind === 'team')!.id
})

afterAll(async () => {
  await server?.end()
  await box?.close()
  await bucket?.stop()
  await scanner?.stop()
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
const ask = (method: string, path: string, body?: unknown) =>
  fetch(server.url + path, {
    method,
    headers: headers(),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

async function upload(name: string, bytes: Buffer) {
  const id = newId()
  const answer = await fetch(`${server.url}/api/files/${id}`, {
    method: 'PUT',
    headers: { ...headers(), 'X-Thread': thread, 'X-File-Name': `UTF-8''${encodeURIComponent(name)}` },
    body: new Uint8Array(bytes),
  })
  return { id, status: answer.status }
}

test('no packet leaves for anybody its settings do not name', async () => {
  const picture = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#246' } })
    .png()
    .toBuffer()
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://drawing.example/a.png"/></svg>'
  const files = [
    await upload('фото.png', picture),
    await upload('схема.svg', Buffer.from(drawing)),
    await upload('страница.html', Buffer.from('<img src="https://page.example/a.png">')),
  ]
  expect(files.map(({ status }) => status)).toEqual([201, 201, 201])
  expect((await upload('вирус.txt', Buffer.from(EICAR))).status).toBeGreaterThanOrEqual(400)
  const said = await ask('PUT', `/api/threads/${thread}/messages/${newId()}`, {
    text: 'Смотрите https://link.example/договор.pdf и \\\\share.example\\папка',
    files: files.map(({ id }) => id),
  })
  expect(said.status).toBe(201)
  for (const path of ['/api/search?q=договор&scope=all', '/api/documents', `/api/files/${files[0]!.id}`])
    expect((await ask('GET', path)).status).toBe(200)

  expect((await ask('PUT', '/api/notices/address', { address: 'sergey@mail.example' })).status).toBe(200)
  expect(box.to('sergey@mail.example')).toHaveLength(1)
  const browser = { subscription: service.browser().subscription, name: 'Chrome' }
  expect((await ask('PUT', '/api/notices/devices', browser)).status).toBe(422)

  const { portal } = server
  const named = [box.url, bucket.url, scanner.url, portal.origin, portal.oauthOrigin].map((url) =>
    hostOf(url),
  )
  expect([...seen()].filter((line) => !named.includes(line))).toEqual([])
  // It was seen to speak to each of them: who watches is not asleep.
  expect([...seen()].toSorted()).toEqual([...new Set(named)].toSorted())
})

function hostOf(url: string): string {
  const { host } = new URL(url.replace(/^[\w+]+:/, 'http:'))
  return host
}
