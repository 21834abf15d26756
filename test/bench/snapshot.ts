/**
 * All a card shows at once, among many others: how many statements, how long beside the same statements bare, and how much
 * longer when there is ten times as much of everything people have said.
 */
import { cardSnapshot } from '../../backend/cards/snapshot.ts'
import type { Store } from '../../backend/store/store.ts'
import type { Extent } from './extent.ts'
import { atMost, type Figure } from './figure.ts'
import { at, median } from './quantiles.ts'
import { company, me, people, scratch } from './scratch.ts'
import { openBare, player, record } from './tape.ts'
import { random } from './texts.ts'
import { fillVastly, furnishVastly, recordOf, type Vast } from './vast.ts'

/** Messages at first and then; it takes minutes to fill in ten million. */
const SIZES = {
  small: { cards: 20, messages: [2000, 20_000], opened: 10, times: 50 },
  usual: { cards: 1000, messages: [100_000, 1_000_000], opened: 200, times: 1000 },
  full: { cards: 1000, messages: [1_000_000, 10_000_000], opened: 200, times: 1000 },
} satisfies Record<Extent, object>
const THREADS = 50

export async function snapshot(_: string[], extent: Extent): Promise<Figure[]> {
  const { cards, messages, opened, times } = SIZES[extent]
  const { file, open, forget } = await scratch([], 0)
  try {
    const vast: Vast = { company, people, cards, threadsEach: THREADS }
    furnishVastly(file, vast)
    const opening = async (more: number) => {
      fillVastly(file, vast, more)
      const store = await open()
      const found = await openings(file, store, { cards, opened, times })
      await store.close()
      return found
    }
    const [few, many] = [messages[0]!, messages[1]!]
    const before = await opening(few)
    const { ours, limit, statements } = await opening(many - few)

    const also = { threads: THREADS, cards, messages: many, p50: median(ours), bareP50: median(limit) }
    return [
      atMost(1, { name: 'snapshot, statements', unit: '', ours: statements, limit: 6, also }),
      atMost(1, { name: 'snapshot, p95', unit: 'ms', ours: at(ours, 0.95), limit: 15, also }),
      atMost(5, {
        name: 'snapshot beside bare, p95',
        ...{ unit: 'ms', ours: at(ours, 0.95), limit: at(limit, 0.95), also },
      }),
      atMost(1.5, {
        name: `snapshot with ten times the messages${extent === 'full' ? ', ten million' : ''}, p95`,
        ...{ unit: 'ms', ours: at(ours, 0.95), limit: at(before.ours, 0.95) },
        also: { messages: many, p50: median(ours), p50Before: median(before.ours) },
      }),
    ]
  } finally {
    forget()
  }
}

/** Milliseconds of cards opened here and there, and of the same statements bare. */
async function openings(
  file: string,
  store: Store,
  { cards, opened, times }: { cards: number; opened: number; times: number },
) {
  const chance = random(10)
  const bare = openBare(file)
  const play = player(bare)
  const all: { look: () => Promise<unknown>; steps: (() => unknown)[] }[] = []
  while (all.length < opened) {
    const look = looking(store, Math.floor(chance() * cards))
    const { tape, result } = await record(look)
    if (result.threads.length !== THREADS) throw new Error('the card does not show its threads')
    all.push({ look, steps: tape.map(play) })
  }
  const [ours, limit]: [number[], number[]] = [[], []]
  for (let n = 0; n < times; n += 1) {
    const { look, steps } = all[n % all.length]!
    const played = () => steps.map((step) => step())
    // Each in turn is the first to touch what the card needs.
    if (n % 2) limit.push(await timed(played))
    ours.push(await timed(look))
    if (n % 2 === 0) limit.push(await timed(played))
  }
  bare.close()
  return { ours, limit, statements: Math.max(...all.map(({ steps }) => steps.length)) }
}

function looking(store: Store, card: number) {
  const context = { record: { type: 'deal', id: String(card) }, title: 'A deal', fields: [] }
  const viewer = { company, person: me, record: recordOf(card) }
  return () => store.read(company, (r) => cardSnapshot(r, viewer, context as never))
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
