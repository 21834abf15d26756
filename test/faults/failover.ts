/** The database is lost with its machine, and a standby takes its place, under two nodes and people who write. */
import { setTimeout as sleep } from 'node:timers/promises'
import { startBalancer } from '../balancer.ts'
import { createCluster } from '../postgres/cluster.ts'
import { startStandby } from '../postgres/standby.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import { crowd, type Seen } from './nodes-people.ts'
import { nodesTown } from './nodes-town.ts'

/** Messages before and after each thing that happens. */
const EACH = 500
/** What the second does not hear of is less than is written once it is the first, so that its count of events passes by that of the first. */
const FEWER = 10
/** Milliseconds without the first before the second is called: somebody has to notice. */
const NOTICED_AFTER = 1000

export const failover: Drill = {
  name: 'failover',
  says: 'a standby takes the place of a lost Postgres: one that is waited for, and one that is not',
  async run(options) {
    const [waited, behind] = [await failOver(options, 'waited for'), await failOver(options, 'behind')]
    return {
      figures: `${waited.figures}; ${behind.figures}`,
      broken: [...waited.broken, ...behind.broken],
    }
  },
}

/** What is acknowledged is on both disks; or the second hears nothing for a while before the first is lost. */
export async function failOver({ program, share }: Options, how: 'waited for' | 'behind'): Promise<Outcome> {
  const each = Math.ceil(EACH * share)
  const first = await createCluster()
  const portOf = ({ url }: { url: string }) => Number(new URL(url).port)
  // As nodes reach it whichever of the two it is: a name, an address that moves, a balancer.
  const where = [portOf(first)]
  const reached = await startBalancer(where)
  const followed = await startBalancer([portOf(first)])
  await first.start()
  const second = await startStandby(first, followed.port)
  const town = await nodesTown(program, { database: first, port: reached.port }).catch(async (error) => {
    await ended()
    throw error
  })
  async function ended() {
    await reached.stop()
    await followed.stop()
    await second.stop()
    await first.stop()
  }

  try {
    if (how === 'waited for') await second.waitedFor()
    const people = await crowd(town)
    await people.acknowledged(each)
    if (how === 'behind') {
      people.risk()
      await second.level()
      followed.cut()
      await people.acknowledged(Math.ceil(each / FEWER))
    }
    await first.kill()
    reached.cut()
    await sleep(NOTICED_AFTER)
    const began = performance.now()
    await second.promote()
    where.splice(0, 1, portOf(second))
    reached.mend()
    await people.acknowledged(1)
    const resumed = performance.now() - began
    await people.acknowledged(each)
    const after = await people.end()
    return outcome(how, after, resumed)
  } finally {
    await town.end()
    await ended()
  }
}

function outcome(how: string, after: Seen, resumed: number): Outcome {
  const { messages, refusals, unanswered, lost, renewed, broken } = after
  const refused = [...refusals.values()].reduce((sum, times) => sum + times, 0)
  return {
    figures:
      `a standby that is ${how}: ${messages.length} messages, ${lost} of those acknowledged lost, ` +
      `${unanswered} unanswered and sent again, ${refused} refused, ${renewed} windows told to look anew, ` +
      `going on ${Math.round(resumed)} ms after it was called`,
    broken: [
      ...broken,
      ...unless(unanswered + refused > 0, 'nobody noticed: it was no trial'),
      ...unless(how === 'waited for' || lost > 0, 'nothing was lost: it was no trial'),
    ],
  }
}
