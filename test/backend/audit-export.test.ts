/** An export of the log is checked by one file that knows nothing of us, and any change of it is found out. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
} from '../../backend/audit/tree.ts'
import { csvLine } from '../../backend/investigating/csv.ts'
import { makeKey } from '../../backend/leaving/signing.ts'
import { verifyExport } from '../../tools/audit/verifier.mjs'
import { sqliteStores } from '../stores.ts'
import { type Log, logOf } from './audit-fixture.ts'

const stores = sqliteStores()
let log: Log
let whole: string[]
let some: string[]

beforeAll(async () => {
  log = await logOf(stores)
  for (const count of [300, 301, 2]) {
    await log.note(count)
    await log.sign()
    await log.keeping.publish(log.company)
  }
  whole = await log.exported()
  some = await log.exported({ record: 'deal:3' })
})
afterAll(() => log.end())

const check = (lines: string[], more = {}) =>
  verifyExport(lines, { key: log.key.publicKey, heads: log.published(), ...more })

test('the whole log and a selection are found as they were signed', async () => {
  expect(await check(whole)).toMatchObject({ ok: true, entries: 603, size: 603, heads: 3, whole: true })
  expect(await check(some)).toMatchObject({ ok: true, entries: 121, size: 603, whole: false, wrong: [] })
})

/** Changes a line, as what it says. */
function changed(
  lines: string[],
  number: number,
  change: (line: Record<string, unknown>) => object,
): string[] {
  return lines.with(number, JSON.stringify(change(JSON.parse(lines[number]!))))
}

const inLeaf = (from: string | RegExp, to: string) => (line: Record<string, unknown>) => ({
  ...line,
  leaf: String(line.leaf).replace(from, to),
})

describe.each(['the whole', 'a selection'])('of %s, found out is', (of) => {
  const lines = () => (of === 'the whole' ? whole : some)
  const wrong = async (tampered: string[], more = {}) => {
    const { ok, wrong } = await check(tampered, more)
    expect(ok).toBe(false)
    return wrong.map(({ what }) => what)
  }

  test('a changed entry', async () => {
    await wrong(changed(lines(), 50, inLeaf('deal:', 'deal:9')))
  })
  test('another author', async () => {
    await wrong(
      changed(lines(), 50, inLeaf(/"message.sent","\d"|"file.downloaded","\d"/, '"message.sent","99"')),
    )
  })
  test('another time', async () => {
    await wrong(changed(lines(), 50, inLeaf(/\d{4}(-\d\d-\d\dT)/, '1999$1')))
  })
  test('an entry that is missing', async () => {
    await wrong(lines().toSpliced(50, 1))
  })
  test('an entry that was put in', async () => {
    await wrong(lines().toSpliced(50, 0, lines()[50]!.replace('message.sent', 'message.deleted')))
  })
  test('an entry that stands there twice', async () => {
    await wrong(lines().toSpliced(50, 0, lines()[50]!))
  })
  test('entries that changed places', async () => {
    await wrong(lines().with(50, lines()[51]!).with(51, lines()[50]!))
  })
  test('the end cut off', async () => {
    expect(await wrong(lines().slice(0, -20))).toContain('cut_off')
  })
  test('a head older than one that was published', async () => {
    const older = changed(lines(), 0, (first) => ({
      ...first,
      note: log.published()[0]!.note,
      size: 300,
      entries: 300,
    }))
    expect(await wrong(older)).toContain('older_than_published')
  })
  test('the head of another company', async () => {
    const other = changed(lines(), 0, (first) => ({ ...first, company: 'south' }))
    expect(await wrong(other)).toContain('another_log')
  })
  test('a forged signature', async () => {
    const forged = changed(lines(), 0, (first) => ({
      ...first,
      note: String(first.note).replace('\n603\n', '\n602\n'),
    }))
    expect(await wrong(forged)).toContain('signature_wrong')
  })
  test('another key', async () => {
    expect(await wrong(lines(), { key: makeKey().publicKey })).toContain('another_key')
  })
  test('a changed value, salt or commitment', async () => {
    const kept = (line: Record<string, unknown>) => line.kept as Record<string, [string, string?]>
    const value = changed(lines(), 50, (line) => ({
      ...line,
      kept: { ...kept(line), name: [kept(line).name![0], 'Пётр'] },
    }))
    expect(await wrong(value)).toContain('value_changed')
    const salted = changed(lines(), 50, (line) => ({
      ...line,
      kept: { ...kept(line), name: ['salt', kept(line).name![1]] },
    }))
    expect(await wrong(salted)).toContain('value_changed')
    await wrong(changed(lines(), 50, inLeaf(/"name":"../, '"name":"__')))
  })
})

test('values that were erased from an export are counted, and all of it is still proven', async () => {
  const erased = whole.map((line, n) => (n === 0 ? line : JSON.stringify({ ...JSON.parse(line), kept: {} })))
  expect(await check(erased)).toMatchObject({ ok: true, erased: 3 * 603 })
})

test('the verifier runs by itself', () => {
  const folder = dirname(log.heads)
  const file = join(folder, 'export.jsonl')
  const verifier = join(import.meta.dirname, '../../tools/audit/verifier.mjs')
  const run = () =>
    execFileSync(process.execPath, [verifier, file, '--key', log.key.publicKey, '--heads', log.heads], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  writeFileSync(file, whole.join(''))
  expect(run()).toContain('As it was signed: 603 entries of north, head of 603, 3 published heads')
  // A public key may begin with a dash: one company in 64 has such.
  expect(() =>
    execFileSync(process.execPath, [verifier, file, '--key', `-${log.key.publicKey.slice(1)}`]),
  ).toThrow('another_key')
  expect(() => execFileSync(process.execPath, [verifier, 'nothing.jsonl'])).toThrow(/ENOENT[^}]*$/)
  writeFileSync(file, whole.join('').replace('deal:1', 'deal:2'))
  expect(run).toThrow()
})

test('the tree is that of RFC 6962: its roots are the same worked out by the recursion of the text', async () => {
  const recursive = (leaves: Hash[]): Hash => {
    if (leaves.length === 0) return createHash('sha256').digest()
    if (leaves.length === 1) return leaves[0]!
    let middle = 1
    while (middle * 2 < leaves.length) middle *= 2
    return nodeHash(recursive(leaves.slice(0, middle)), recursive(leaves.slice(middle)))
  }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat(), async (size, one, other) => {
      const leaves = Array.from({ length: size }, (_, n) => leafHash(String(n)))
      expect(rootOf(leaves)).toEqual(recursive(leaves))
      const range = async (start: number, end: number) => recursive(leaves.slice(start, end))
      const index = one % size
      const before = 1 + (other % size)
      expect(byInclusion(leaves[index]!, index, size, await inclusionProof(index, size, range))).toEqual(
        rootOf(leaves),
      )
      const proof = await consistencyProof(before, size, range)
      expect(byConsistency(before, size, rootOf(leaves.slice(0, before)), proof)).toEqual(rootOf(leaves))
    }),
    { numRuns: 60, seed: 6962 },
  )
})

/** RFC 9162, 2.1.3.2. */
function byInclusion(leaf: Hash, index: number, size: number, proof: Hash[]): Hash {
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else hash = nodeHash(hash, sibling)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  expect(sn).toBe(0)
  return hash
}

/** RFC 9162, 2.1.4.2: what the newer root comes to, once the older has come out of the proof as well. */
function byConsistency(before: number, size: number, older: Hash, proof: Hash[]): Hash {
  if (before === size) return older
  const path = Number.isInteger(Math.log2(before)) ? [older, ...proof] : proof
  let [fn, sn] = [before - 1, size - 1]
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1]
  let [fr, sr] = [path[0]!, path[0]!]
  for (const one of path.slice(1)) {
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(one, fr), nodeHash(one, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else sr = nodeHash(sr, one)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  expect(fr).toEqual(older)
  return sr
}

test('nothing in a table is a formula', () => {
  const said = [
    '=1+1',
    '+7 900',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '|calc',
    ' =1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '\0=1',
    'a"b',
    'plain',
    null,
    7,
  ]
  expect(csvLine(said)).toBe(
    `"'=1+1","'+7 900","'-1","'@SUM(A1)","'\t=1","'\r=1","'|calc","' =1","'＝1","'＋1","'－1","'＠A","'\0=1","a""b","plain","","7"\r\n`,
  )
})
