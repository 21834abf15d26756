/** The archive of a dossier: as large as a deal is, and read in one way only. */

import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { type Listed, type Part, zipped } from '../../backend/dossier/zip.ts'
import { openArchive, unpacked } from '../../tools/dossier/unpacking.mjs'
import { archiveOf } from '../dossier.ts'

const WORDS = 'Договор поставки, подписан. '.repeat(400)

async function* once(text: string) {
  yield Buffer.from(text)
}

/** As an archive beyond 4 GB has it: every size, and its end, in the wide form. */
async function wide(): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [path, compress] of [
    ['a.txt', true],
    ['b.txt', false],
  ] as const)
    zip.addReadStream(Readable.from([Buffer.from(WORDS)]), path, { compress, forceZip64Format: true })
  zip.end({ forceZip64Format: true, comment: '' })
  return buffer(zip.outputStream as Readable)
}

test('what was written is read, packed and as it is, and its list says what it is', async () => {
  async function* parts(): AsyncGenerator<Part> {
    yield { path: 'a.txt', bytes: once(WORDS), deflated: true }
    yield { path: 'files/б.bin', bytes: once(WORDS), deflated: false }
    yield { path: 'empty.txt', bytes: once(''), deflated: true }
  }
  const listed: Listed[] = []
  const bytes = await buffer(zipped(parts(), new Date('2026-11-20'), (part) => listed.push(part)))
  const archive = archiveOf(bytes)
  const entries = await openArchive(archive)
  expect([...entries.keys()]).toEqual(listed.map(({ path }) => path))
  for (const { path, size } of listed)
    expect(Buffer.from(await unpacked(archive, entries.get(path)!, size)).toString()).toBe(
      path === 'empty.txt' ? '' : WORDS,
    )
})

test('of the same parts the same archive is made', async () => {
  async function* parts(): AsyncGenerator<Part> {
    yield { path: 'a.txt', bytes: once(WORDS), deflated: true }
  }
  const made = () => buffer(zipped(parts(), new Date('2026-11-20'), () => {}))
  expect((await made()).equals(await made())).toBe(true)
})

test('one beyond 4 GB is read by its wide sizes', async () => {
  const archive = archiveOf(await wide())
  const entries = await openArchive(archive)
  for (const path of ['a.txt', 'b.txt'])
    expect(
      Buffer.from(await unpacked(archive, entries.get(path)!, Buffer.byteLength(WORDS))).toString(),
    ).toBe(WORDS)
})

const LAST = 22
test.each([
  [
    'more parts in one end than in the other',
    (bytes: Buffer) => bytes.writeUInt16LE(1, bytes.length - LAST + 10),
  ],
  ['another start of its index', (bytes: Buffer) => bytes.writeUInt32LE(7, bytes.length - LAST + 16)],
  [
    'a way to its end that leads elsewhere',
    (bytes: Buffer) => bytes.writeUInt32LE(3, bytes.length - LAST - 20 + 8),
  ],
  [
    'an index longer than can be',
    (bytes: Buffer) => bytes.fill(0xff, bytes.length - LAST - 20 - 16, bytes.length - LAST - 20 - 8),
  ],
  [
    'another size behind a part',
    (bytes: Buffer) => bytes.fill(0, sizeBehindFirst(bytes), sizeBehindFirst(bytes) + 1),
  ],
])('one that says two things of itself is refused: %s', async (_, tamper) => {
  const bytes = await wide()
  tamper(bytes)
  await expect(openArchive(archiveOf(bytes))).rejects.toThrow()
})

/** Where the first part's size is said behind it. */
function sizeBehindFirst(archive: Buffer): number {
  return archive.indexOf(Buffer.from([0x50, 0x4b, 0x07, 0x08])) + 16
}

test('whoever stops reading lets go of what was being read', async () => {
  let ended = false
  async function* endless() {
    try {
      for (;;) yield new Uint8Array(64 * 1024)
    } finally {
      ended = true
    }
  }
  async function* parts(): AsyncGenerator<Part> {
    yield { path: 'film.mp4', bytes: endless(), deflated: false }
  }
  for await (const _ of zipped(parts(), new Date('2026-11-20'), () => {})) break
  expect(ended).toBe(true)
})

test('what cannot be read on says so to whoever reads the archive', async () => {
  async function* broken() {
    yield Buffer.from(WORDS)
    throw new Error('the disk is gone')
  }
  async function* parts(): AsyncGenerator<Part> {
    yield { path: 'a.txt', bytes: once(WORDS), deflated: true }
    yield { path: 'b.txt', bytes: broken(), deflated: true }
  }
  await expect(buffer(zipped(parts(), new Date('2026-11-20'), () => {}))).rejects.toThrow('the disk is gone')
})
