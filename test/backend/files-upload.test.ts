/** Uploads over a real connection: too large, cut off, stalled. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { arriving } from '../../backend/files/bytes.ts'
import { newId } from '../../backend/ids.ts'
import { onEveryStore } from '../stores.ts'
import { type FilesWorld, filesWorld, gathered, MEGABYTE, noise } from './files-fixture.ts'

onEveryStore((stores) => {
  let world: FilesWorld
  let server: Awaited<ReturnType<FilesWorld['listen']>>
  beforeEach(async () => {
    world = await filesWorld(stores)
    server = await world.listen()
  })
  afterEach(async () => {
    await server.close()
    await world.close()
  })

  test('60 MB are refused by what the sender announces, before any of it is read', async () => {
    const socket = await begin({ 'Content-Length': String(60 * MEGABYTE) })
    expect(await answer(socket)).toMatch(/^HTTP\/1\.1 413 [\s\S]*"file_too_large"/)
    expect(world.onDisk()).toEqual([])
  })

  test('60 MB that nobody announced are refused at the limit and leave nothing', async () => {
    const socket = await begin({ 'Transfer-Encoding': 'chunked' })
    const answered = answer(socket)
    let sent = 0
    const megabyte = noise(MEGABYTE)
    while (sent < 60 && socket.writable) {
      socket.write(`${MEGABYTE.toString(16)}\r\n`)
      socket.write(megabyte)
      if (!socket.write('\r\n')) await Promise.race([once(socket, 'drain'), answered])
      sent += 1
    }
    expect(await answered).toMatch(/^HTTP\/1\.1 413 [\s\S]*"file_too_large"/)
    expect(world.onDisk()).toEqual([])
    expect(await world.rows()).toEqual([])
  })

  test.each([
    ['announced', { 'Content-Length': '200000' }, (half: Buffer) => half],
    ['in chunks', { 'Transfer-Encoding': 'chunked' }, (half: Buffer) => chunk(half)],
  ])('an upload %s that is cut off leaves nothing, and the next one is taken', async (_, headers, framed) => {
    const id = newId()
    const bytes = noise(200_000)
    const socket = await begin(headers, id)
    socket.write(framed(bytes.subarray(0, 100_000)))
    await expect.poll(() => world.onDisk()).toEqual([expect.stringMatching(/\.part$/)])
    socket.destroy()
    await expect.poll(() => world.onDisk()).toEqual([])
    expect(await world.rows()).toEqual([])
    expect((await world.upload(bytes, { id })).status).toBe(201)
  })

  test('a whole upload over the line comes back whole', async () => {
    const id = newId()
    const bytes = noise(3 * MEGABYTE)
    const url = `http://127.0.0.1:${server.port}/files/${id}`
    const put = await fetch(url, { method: 'PUT', headers: world.headersOf({}), body: new Uint8Array(bytes) })
    expect(put.status).toBe(201)
    const got = await fetch(url, { headers: { 'X-Person': '7' } })
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true)
    const head = await fetch(url, { method: 'HEAD', headers: { 'X-Person': '7' } })
    expect(head.headers.get('content-length')).toBe(String(bytes.length))
  })

  async function begin(headers: Record<string, string>, id = newId()): Promise<Socket> {
    const socket = connect(server.port, '127.0.0.1')
    // The server may close while we still write: the answer is what counts.
    socket.on('error', () => {})
    await once(socket, 'connect')
    const all = Object.entries({ Host: 'localhost', ...world.headersOf({}), ...headers })
    socket.write(`PUT /files/${id} HTTP/1.1\r\n${all.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`)
    return socket
  }
})

test('an upload that stalls is given up', async () => {
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new Uint8Array(10)),
    cancel() {
      cancelled = true
    },
  })
  const bytes = arriving(body, { stall: 20 })
  expect((await bytes.next()).value).toHaveLength(10)
  await expect(bytes.next()).rejects.toMatchObject({ reason: 'bad_request', message: 'the upload stalled' })
  expect(cancelled).toBe(true)
})

test('an upload shorter than announced is not taken for whole', async () => {
  const body = new Blob(['half']).stream()
  const read = gathered(arriving(body, { length: 8 }))
  await expect(read).rejects.toMatchObject({ reason: 'bad_request', message: 'the upload broke off' })
})

const chunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

async function answer(socket: Socket): Promise<string> {
  let text = ''
  for await (const bytes of socket.iterator({ destroyOnReturn: false })) {
    text += bytes
    if (/\r\n\r\n[\s\S]*}/.test(text)) break
  }
  return text
}
