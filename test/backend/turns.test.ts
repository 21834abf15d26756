/** Whoever asks for much at once keeps nobody else waiting for all of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTurns } from '../../backend/limits/turns.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'

test('of many requests of one company the next company waits for one', async () => {
  const turns = createTurns()
  const served: string[] = []
  const ask = (company: string) => turns.next(company).then(() => served.push(company))
  await Promise.all([...Array.from({ length: 20 }, () => ask('loud')), ask('quiet'), ask('other')])
  expect(served.slice(0, 4).toSorted()).toEqual(['loud', 'loud', 'other', 'quiet'])
  expect(served.slice(4)).toEqual(Array(18).fill('loud'))
})

test('requests of one company are served in the order in which they came', async () => {
  const turns = createTurns()
  const served: number[] = []
  await Promise.all([0, 1, 2, 3].map((n) => turns.next('one').then(() => served.push(n))))
  expect(served).toEqual([0, 1, 2, 3])
})

test('of a company that writes much at once a few go into each commit as long as others write too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-turns-'))
  const store = await openSqlite(join(folder, 'dealthread.db'))
  const commits = new Map<object, string[]>()
  const write = (company: string) =>
    store.write(company, async (w) => {
      commits.set(w.commit, [...(commits.get(w.commit) ?? []), company])
      await w.emit('tested', { record: 'deal:1', data: {} })
    })
  await Promise.all([...Array.from({ length: 20 }, () => write('loud')), write('quiet')])
  expect([...commits.values()][0]).toEqual(['loud', 'loud', 'loud', 'loud', 'quiet'])
  expect(commits.size).toBe(5)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
