/** All a card shows at once, with many threads: how many statements, and how long. */
import { cardSnapshot } from '../../backend/cards/snapshot.ts'
import { fill } from './bulk.ts'
import { atMost, type Figure } from './figure.ts'
import { at, median } from './quantiles.ts'
import { company, me, people, scratch } from './scratch.ts'
import { openBare, player, record } from './tape.ts'

const THREADS = 50
const MESSAGES = 100_000
const TIMES = 300

export async function snapshot(): Promise<Figure[]> {
  const deal = 'deal:1'
  const { file, threads, open, forget } = await scratch([deal], THREADS)
  try {
    fill(file, { company, threads: threads.get(deal)!, authors: people, messages: MESSAGES })
    const store = await open()
    const context = { record: { type: 'deal', id: '1' }, title: 'A deal', fields: [] }
    const look = () =>
      store.read(company, (r) => cardSnapshot(r, { company, person: me, record: deal }, context as never))
    const { tape, result } = await record(look)
    if (result.threads.length !== THREADS) throw new Error('the card does not show its threads')

    const bare = openBare(file)
    const steps = tape.map(player(bare))
    const [ours, limit]: [number[], number[]] = [[], []]
    for (let n = 0; n < TIMES; n += 1) {
      ours.push(await timed(look))
      limit.push(await timed(() => steps.map((step) => step())))
    }
    bare.close()
    await store.close()
    const also = { threads: THREADS, messages: MESSAGES }
    return [
      atMost(1, { name: 'snapshot, statements', unit: '', ours: tape.length, limit: 5, also }),
      atMost(1, { name: 'snapshot, p95', unit: 'ms', ours: at(ours, 0.95), limit: 15, also }),
      atMost(5, {
        name: 'snapshot beside bare, p50',
        unit: 'ms',
        ours: median(ours),
        limit: median(limit),
        also,
      }),
    ]
  } finally {
    forget()
  }
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
