/** `npm run faults -- --rounds 50 --seed 7`: the test of the same name for as long as wanted. */
import { parseArgs } from 'node:util'
import { brokenPromises } from './broken-promises.ts'
import { killInTheMiddle } from './rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now()) },
  },
})
const after = await killInTheMiddle(Number(values.rounds), Number(values.seed))
const sent = after.senders.reduce((sum, sender) => sum + sender.sent.length, 0)
const troubles = brokenPromises(after)
for (const trouble of troubles) console.log(trouble)
console.log(
  `${values.rounds} kills with seed ${values.seed}: ${sent} messages, ${after.unanswered} unanswered and sent again, ` +
    `${troubles.length} promises broken`,
)
process.exitCode = troubles.length > 0 || after.unanswered === 0 ? 1 : 0
