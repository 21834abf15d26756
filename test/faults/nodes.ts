/** What may happen to two nodes behind a balancer: `npm run faults -- --only nodes-deaf`. */
import type { Drill, Outcome } from './drill.ts'
import { failover } from './failover.ts'
import { databaseKilled, deaf, type Extent, killed, rolling, skewed, takenOver } from './nodes-drills.ts'
import { type NodesTown, nodesTown } from './nodes-town.ts'

export const nodes: readonly Drill[] = [
  drill('nodes-rolling', 'two nodes are restarted one after the other while people write', rolling),
  drill('nodes-killed', 'one of two nodes is killed while people write', killed),
  drill('nodes-lease', 'one of two nodes dies, and its recurring work is taken over', takenOver),
  drill('nodes-deaf', 'two nodes cannot hear each other for half a minute', deaf),
  drill('nodes-database', 'the database of two nodes is killed and comes back', databaseKilled),
  failover,
  drill('nodes-skew', 'the clock of one of two nodes is five minutes wrong', skewed),
]

function drill(
  name: string,
  says: string,
  act: (town: NodesTown, extent: Extent) => Promise<Outcome>,
): Drill {
  return {
    name,
    says,
    async run({ program, share }) {
      const town = await nodesTown(program)
      try {
        return await act(town, { messages: 500 * share, times: Math.ceil(5 * share), seconds: 30 * share })
      } finally {
        await town.end()
      }
    },
  }
}
