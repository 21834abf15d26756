/** Every operation on the disk fails once, and from then on for ever, until none is left that could. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskFiles } from '../../backend/files/disk.ts'
import type { Place } from '../../backend/files/port.ts'
import { Refused } from '../../backend/refused.ts'
import { failFiles, type Operation, operations } from '../faults/means/failing-files.ts'
import { chunks, noise } from './files-fixture.ts'

let root: string
let place: Place
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'dealthread-failing-')), 'files')
  place = createDiskFiles(root)
})
afterEach(() => {
  failFiles()
  rmSync(join(root, '..'), { recursive: true, force: true })
})

const key = (n: number) => ({
  company: 'north',
  file: `0195a000-0000-7000-8000-${String(n).padStart(12, '0')}`,
})
const content = (n: number) => noise(5000 + n)
const read = async (n: number) => {
  const found = await place.get(key(n))
  return found && Buffer.from(await buffer(found))
}

const faults = operations.flatMap((operation) =>
  ['EIO', 'ENOSPC', 'EROFS', 'EMFILE'].flatMap((code) =>
    [false, true].map((forever) => ({ operation, code, forever })),
  ),
)

interface Failing {
  operation: Operation
  code: string
  forever: boolean
}

/** Tries something again and again, each time the next operation failing, until none is met; answers how many were. */
async function failingEach(
  fault: Failing,
  attempt: (n: number) => Promise<unknown>,
  look: (n: number, refused: unknown) => Promise<void>,
): Promise<number> {
  for (let nth = 1; ; nth += 1) {
    tried += 1
    place = createDiskFiles(root)
    failFiles({ ...fault, nth })
    const refused = await attempt(tried).then(
      () => undefined,
      (error: unknown) => error,
    )
    const met = failFiles()
    const reason = fault.code === 'ENOSPC' ? 'storage_full' : 'storage_unreachable'
    const said = refused instanceof Refused ? refused.reason : refused
    // Whatever failed, nobody is told that it went well, nor anything without a name.
    expect([fault, nth, said]).toEqual([fault, nth, met > 0 ? reason : undefined])
    await look(tried, refused)
    if (met === 0) return nth - 1
  }
}
let tried = 0

test('what is refused is not there, and what was taken is there whole, whatever fails', async () => {
  let met = 0
  for (const fault of faults) {
    const put = (n: number) => place.put(key(n), chunks(content(n)), 10_000)
    met += await failingEach(fault, put, async (n, refused) => {
      // A disk that removes nothing any more leaves what is whole.
      const mayStay = fault.operation === 'unlink' && fault.forever
      if (refused && !mayStay) expect(await read(n)).toBeUndefined()
      if ((await read(n)) === undefined) await put(n)
      expect(await read(n)).toEqual(content(n))
    })
  }
  expect(met).toBeGreaterThan(80)
  await place.dropUnfinished('north', new Date(Date.now() + 1000))
  expect(names().filter((name) => name.endsWith('.part'))).toEqual([])
}, 60_000)

test('what is put in the place of another is the one or the other, whole', async () => {
  let met = 0
  for (const fault of faults) {
    await place.replace(key(0), chunks(content(0)))
    met += await failingEach(
      fault,
      (n) => place.replace(key(0), chunks(content(n))),
      async (n) => {
        expect([content(0), content(n)]).toContainEqual(await read(0))
        await place.replace(key(0), chunks(content(0)))
      },
    )
  }
  expect(met).toBeGreaterThan(80)
}, 60_000)

const names = () => readdirSync(root, { recursive: true, withFileTypes: true }).map(({ name }) => name)
