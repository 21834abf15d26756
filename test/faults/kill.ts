import { median } from '../bench/quantiles.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, unless } from './drill.ts'
import { killInTheMiddle } from './rounds.ts'
import { acknowledged } from './senders.ts'

const KILLS = 50
const EACH = 400
/** Milliseconds, median. */
const READY_WITHIN = 1000

export const kill: Drill = {
  name: 'kill',
  says: 'SIGKILL while people write',
  async run({ program, seed, share }) {
    const kills = Math.ceil(KILLS * share)
    const after = await killInTheMiddle(program, kills, EACH, seed)
    const sent = acknowledged(after.senders)
    const ready = median(after.ready)
    return {
      figures:
        `${kills} kills, ${sent} acknowledged, ${after.unanswered} unanswered and sent again; ` +
        `ready again in ${Math.round(ready)} ms (median), ${Math.round(Math.max(...after.ready))} at most`,
      broken: [
        ...brokenPromises(after),
        ...unless(sent >= kills * EACH, `only ${sent} acknowledged`),
        ...unless(after.unanswered > 0, 'no kill met a send on its way: it was no trial'),
        ...unless(ready <= READY_WITHIN, `ready again only after ${Math.round(ready)} ms`),
      ],
    }
  },
}
