import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { onEveryStore } from '../stores.ts'
import { chunks, DAY, type FilesWorld, filesWorld, noise, sha256 } from './files-fixture.ts'

onEveryStore((stores) => {
  let world: FilesWorld
  beforeEach(async () => {
    world = await filesWorld(stores, { typesRefused: ['application/x-msdownload'] })
  })
  afterEach(() => world.close())

  describe('a file', () => {
    test('comes back byte for byte, under its own name, as a download that nothing runs', async () => {
      const bytes = noise(200_000)
      const file = await world.uploaded(bytes, { name: 'Договір №7.bin', type: 'text/html' })
      expect(file).toEqual({
        id: file.id,
        name: 'Договір №7.bin',
        type: 'application/octet-stream',
        size: 200_000,
        hash: sha256(bytes),
        preview: false,
        author: '7',
        at: '2026-03-01T10:00:00.000Z',
        expiresAt: '2026-03-31T10:00:00.000Z',
      })
      const { status, headers, bytes: back } = await world.download(file.id)
      expect(status).toBe(200)
      expect(back.equals(bytes)).toBe(true)
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': '200000',
        'content-disposition':
          'attachment; filename="_______ _7.bin"; filename*=UTF-8\'\'%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D1%96%D1%80%20%E2%84%967.bin',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, max-age=60',
        etag: `"${file.hash}"`,
      })
    })

    test('may be empty', async () => {
      const file = await world.uploaded('')
      expect(file).toMatchObject({ size: 0, hash: sha256('') })
      expect(await world.download(file.id)).toMatchObject({ status: 200, bytes: Buffer.alloc(0) })
    })

    test.each([
      ['page', '<!DOCTYPE html><script>parent.alert(1)</script>'],
      ['drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ])('a %s passed off as a picture stays a download of text', async (_, page) => {
      const file = await world.uploaded(page, { name: 'photo.png', type: 'image/png' })
      expect(file).toMatchObject({ type: 'text/plain', preview: false })
      const { headers } = await world.download(file.id)
      expect(headers.get('content-type')).toBe('text/plain')
      expect(headers.get('content-disposition')).toMatch(/^attachment;/)
      expect((await world.download(file.id, { query: '?preview=1' })).status).toBe(404)
    })

    test('of a kind that is not wanted is refused by its bytes, whatever its name, and is not kept', async () => {
      const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
      const { status, body } = await world.upload(program, { name: 'photo.png', type: 'image/png' })
      expect({ status, reason: body.error.reason }).toEqual({ status: 422, reason: 'file_type_refused' })
      expect(world.onDisk()).toEqual([])
    })
  })

  describe('a part of a file', () => {
    const bytes = noise(1000)
    const asked = async (headers: Record<string, string>) => {
      const { id } = await world.uploaded(bytes)
      return world.download(id, { headers })
    }

    test('is given when asked for', async () => {
      const { status, headers, bytes: part } = await asked({ Range: 'bytes=100-299' })
      expect({ status, range: headers.get('content-range') }).toEqual({
        status: 206,
        range: 'bytes 100-299/1000',
      })
      expect(headers.get('content-length')).toBe('200')
      expect(part).toEqual(bytes.subarray(100, 300))
    })

    test('that does not exist is said not to', async () => {
      const { status, headers } = await asked({ Range: 'bytes=1000-' })
      expect({ status, range: headers.get('content-range') }).toEqual({ status: 416, range: 'bytes */1000' })
    })

    test('of what the file was is not mixed with what it is', async () => {
      const old = await asked({ Range: 'bytes=0-9', 'If-Range': '"another"' })
      expect(old).toMatchObject({ status: 200, bytes })
      const same = await asked({ Range: 'bytes=0-9', 'If-Range': `"${sha256(bytes)}"` })
      expect(same).toMatchObject({ status: 206, bytes: bytes.subarray(0, 10) })
    })

    test('a file that is known is not sent again', async () => {
      const known = await asked({ 'If-None-Match': `"other", W/"${sha256(bytes)}"` })
      expect(known).toMatchObject({ status: 304, bytes: Buffer.alloc(0) })
    })
  })

  test('a picture tells its pixels and has a small one, shown in place', async () => {
    const photo = await sharp(noise(1200 * 800 * 3), { raw: { width: 1200, height: 800, channels: 3 } })
      .png()
      .toBuffer()
    const file = await world.uploaded(photo, { name: 'склад.png' })
    expect(file).toMatchObject({ type: 'image/png', width: 1200, height: 800, preview: true })

    const small = await world.download(file.id, { query: '?preview=1' })
    expect(small.status).toBe(200)
    expect(small.headers.get('content-type')).toBe('image/webp')
    expect(small.headers.get('content-disposition')).toMatch(/^inline;/)
    expect(small.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(await sharp(small.bytes).metadata()).toMatchObject({ format: 'webp', width: 640, height: 427 })

    const whole = await world.download(file.id)
    expect(whole.bytes.equals(photo)).toBe(true)
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment;/)
  })

  test('a picture that is small already is its own preview', async () => {
    const dot = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .webp({ quality: 1 })
      .toBuffer()
    const file = await world.uploaded(dot)
    expect(file).toMatchObject({ width: 8, height: 8, preview: true })
    expect(await world.download(file.id, { query: '?preview=1' })).toMatchObject({ status: 200, bytes: dot })
    expect(world.onDisk()).toEqual([file.id])
  })

  describe('uploading again', () => {
    test('the same answers with what is stored', async () => {
      const id = newId()
      const first = await world.upload('offer', { id, name: 'offer.txt' })
      world.pass(DAY)
      const again = await world.upload('offer', { id, name: 'other name.txt' })
      expect([first.status, again.status]).toEqual([201, 200])
      expect(again.body).toEqual(first.body)
      expect(await world.rows()).toHaveLength(1)
    })

    test('answers even when the thread was closed meanwhile', async () => {
      const id = newId()
      await world.upload('offer', { id })
      await world.store.write('north', ({ db, t, now }) =>
        db
          .update(t.thread)
          .set({ closedAt: now })
          .then(() => {}),
      )
      expect((await world.upload('offer', { id })).status).toBe(200)
      expect((await world.upload('offer')).body.error.reason).toBe('thread_closed')
    })

    test.each([
      ['other bytes', 'other', {}],
      ['by somebody else', 'offer', { person: '8' }],
      ['for another thread', 'offer', { thread: 'quiet' as const }],
    ])('%s under the same id is refused and changes nothing', async (_, bytes, given) => {
      const id = newId()
      await world.upload('offer', { id })
      const thread = 'thread' in given ? world.threads.quiet : world.threads.team
      const again = await world.upload(bytes, { id, ...given, thread })
      expect({ status: again.status, reason: again.body.error.reason }).toEqual({
        status: 409,
        reason: 'id_taken',
      })
      expect((await world.download(id)).bytes.toString()).toBe('offer')
    })

    test('what was stored without its row, as by a crash, is taken up by the same bytes only', async () => {
      const id = newId()
      await world.files.put({ company: 'north', file: id }, chunks('offer'), 100)
      expect((await world.upload('other', { id })).body.error.reason).toBe('id_taken')
      expect((await world.upload('offer', { id })).status).toBe(201)
      expect((await world.download(id)).bytes.toString()).toBe('offer')
    })

    test('at the same time stores one', async () => {
      const id = newId()
      const photo = await sharp(noise(900 * 900 * 3), { raw: { width: 900, height: 900, channels: 3 } })
        .jpeg()
        .toBuffer()
      const same = await Promise.all(Array.from({ length: 6 }, () => world.upload(photo, { id })))
      expect(same.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201])
      expect(world.onDisk()).toEqual([id, `${id}.preview`])
      expect((await world.download(id)).bytes.equals(photo)).toBe(true)
    })

    test('different bytes at the same time: one wins and is what its row says', async () => {
      const id = newId()
      const offered = Array.from({ length: 6 }, (_, n) => noise(30_000, n + 1))
      const answers = await Promise.all(offered.map((bytes) => world.upload(bytes, { id })))
      const winner = answers.findIndex(({ status }) => status === 201)
      const others = answers.filter((_, index) => index !== winner)
      expect(others.map(({ body }) => body.error.reason)).toEqual(Array(5).fill('id_taken'))
      const { bytes } = await world.download(id)
      expect(bytes.equals(offered[winner]!)).toBe(true)
      expect(answers[winner]!.body.hash).toBe(sha256(bytes))
    })
  })

  describe('nobody gets in by another way', () => {
    const nowhere = { status: 404, body: { error: { reason: 'not_found', message: 'not_found' } } }

    test.each([
      ['another company', '66', 'team'],
      ['another card', '9', 'team'],
      ['a private thread one is not in', '5', 'quiet'],
      ['a thread that is not there', '7', 'none'],
    ] as const)('to upload: %s', async (_, person, where) => {
      const thread = where === 'none' ? newId() : world.threads[where]
      expect(await world.upload('x', { person, thread })).toMatchObject(nowhere)
      expect(world.onDisk()).toEqual([])
    })

    test('to download what was sent: a colleague may, a stranger may not', async () => {
      const sent = await world.uploaded('x')
      const quiet = await world.uploaded('x', { thread: world.threads.quiet })
      await world.send([sent.id])
      await world.send([quiet.id], { thread: world.threads.quiet })
      expect((await world.download(sent.id, { person: '8' })).status).toBe(200)
      expect((await world.download(quiet.id, { person: '8' })).status).toBe(200)
      for (const person of ['9', '66'])
        expect(await world.download(sent.id, { person })).toMatchObject(nowhere)
      for (const person of ['5', '9', '66'])
        expect(await world.download(quiet.id, { person })).toMatchObject(nowhere)
      expect(await world.download(newId())).toMatchObject(nowhere)
    })

    test('to what is not sent yet: its author only', async () => {
      const { id } = await world.uploaded('x')
      expect((await world.download(id)).status).toBe(200)
      expect(await world.download(id, { person: '8' })).toMatchObject(nowhere)
    })

    test('to a closed thread nothing is uploaded', async () => {
      const { status, body } = await world.upload('x', { thread: world.threads.closed })
      expect({ status, reason: body.error.reason }).toEqual({ status: 409, reason: 'thread_closed' })
      expect(world.onDisk()).toEqual([])
    })
  })

  describe('a request is refused as malformed', () => {
    test.each([
      ['no thread', { 'X-Thread': '' }],
      ['a thread that is no id', { 'X-Thread': '../team' }],
      ['no name', { 'X-File-Name': '' }],
      ['a name in another form', { 'X-File-Name': 'a.pdf' }],
    ])('%s', async (_, headers) => {
      const { status, body } = await world.upload('x', { headers })
      expect({ status, reason: body.error.reason }).toEqual({ status: 400, reason: 'bad_request' })
    })

    test('an id that is none', async () => {
      expect((await world.upload('x', { id: 'a' })).body.error.reason).toBe('bad_request')
    })
  })
})
