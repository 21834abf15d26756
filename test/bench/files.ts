/** What sealing costs: files put into a folder and read from it, sealed and as they are. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskFiles } from '../../backend/files/disk.ts'
import type { Files } from '../../backend/files/port.ts'
import { sealFiles } from '../../backend/files/sealed.ts'
import { newId } from '../../backend/ids.ts'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import { at, median } from './quantiles.ts'

const MEGABYTE = 1024 * 1024
const SIZE = 32 * MEGABYTE
const TIMES = 12
const PARTS = 300
const PIECE = Buffer.alloc(64 * 1024, 'an attachment ')

export async function files(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-files-bench-'))
  const store = await openSqlite(join(folder, 'a.db'))
  try {
    const keys = await openCompanyKeys(store, { SECRET_KEY: 'a key for measuring, thirty-two and more' })
    const plain = createDiskFiles(join(folder, 'plain'))
    const sealed = sealFiles(createDiskFiles(join(folder, 'sealed')), { store, keys })
    const [bare, ours] = [seen(), seen()]
    // In turns, so that whatever else the machine does meanwhile strikes both.
    for (let n = 0; n < TIMES; n += 1) {
      await run(plain, bare)
      await run(sealed, ours)
    }
    const also = { size: SIZE, times: TIMES }
    const speed = (ms: number[]) => SIZE / MEGABYTE / (median(ms) / 1000)
    const upload = { ours: speed(ours.put), limit: speed(bare.put), also }
    const download = { ours: speed(ours.get), limit: speed(bare.get), also }
    const part = { ours: at(ours.part, 0.5), limit: at(bare.part, 0.5), also: { of: '1 KB of 32 MB' } }
    return [
      atLeast(0.5, { name: 'sealed upload beside plain', unit: 'MB/s', ...upload }),
      atLeast(0.3, { name: 'sealed download beside plain', unit: 'MB/s', ...download }),
      atMost(6, { name: 'part of a sealed file beside plain, p50', unit: 'ms', ...part }),
    ]
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Seen {
  put: number[]
  get: number[]
  part: number[]
}

const seen = (): Seen => ({ put: [], get: [], part: [] })

async function run(files: Files, { put, get, part }: Seen) {
  const key = { company: 'company', file: newId() }
  put.push(await timed(() => files.put(key, pieces(), SIZE)))
  get.push(await timed(() => readAll(files, key)))
  for (let n = 0; n < PARTS / TIMES; n += 1) {
    const start = Math.floor((n / PARTS) * TIMES * (SIZE - 1024))
    part.push(await timed(() => readAll(files, key, { start, end: start + 1023 })))
  }
  await files.remove(key)
}

async function readAll(files: Files, ...asked: Parameters<Files['get']>) {
  for await (const _ of (await files.get(...asked))!);
}

async function* pieces() {
  for (let given = 0; given < SIZE; given += PIECE.length) yield PIECE
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
