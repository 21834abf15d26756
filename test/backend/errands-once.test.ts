import { expect, test } from 'vitest'
import { runErrands } from '../bench/errands-run.ts'

test('while every third answer is lost and workers die, each note stands in its deal once and in order', async () => {
  const run = await runErrands({ entries: 300, deals: 10, kills: 5, seed: 11 })
  expect(run).toMatchObject({ missing: 0, doubled: 0, disordered: 0, refused: 0, deaths: 5 })
  expect(run.ambiguous).toBeGreaterThan(60)
  expect(run.most).toBeLessThanOrEqual(run.allowed)
}, 60_000)
