/** Two real processes, a balancer, people who write, and what may happen; for longer by `npm run faults -- --only nodes-...`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgresWanted } from '../postgres.ts'
import { failOver } from './failover.ts'
import { databaseKilled, deaf, killed, rolling } from './nodes-drills.ts'
import { type NodesTown, nodesTown } from './nodes-town.ts'

const short = { messages: 40, times: 1, seconds: 1 }

describe.skipIf(!postgresWanted)('two nodes behind a balancer', { timeout: 90_000 }, () => {
  let town: NodesTown
  beforeAll(async () => {
    town = await nodesTown(['dist/backend/main.js'])
  }, 90_000)
  afterAll(() => town?.end())

  test.each([
    ['restarted one after the other they lose no message, double none, and everybody comes back', rolling],
    ['when one is killed, everybody goes on at the other', killed],
    ['while they cannot hear each other, what is said is told, and at once when they can again', deaf],
    [
      'a database that dies and comes back has lost nothing acknowledged, and people are told',
      databaseKilled,
    ],
  ])('%s', async (_, drill) => {
    expect((await drill(town, short)).broken).toEqual([])
  })
})

describe.skipIf(!postgresWanted)(
  'when a standby takes the place of a lost database',
  { timeout: 90_000 },
  () => {
    const options = { program: ['dist/backend/main.js'], seed: 20, share: 0.05, minutes: 0 }

    // One that was behind takes half a minute more: the drill `failover` tries both.
    test('that was waited for, nothing acknowledged is lost', async () => {
      expect((await failOver(options, 'waited for')).broken).toEqual([])
    })
  },
)
