/**
 * What a message, a card and a count of what is unread cost when there is twice as much of something, and twice as much
 * again: by how much the time grows each time it doubles.
 */
import { cardSnapshot } from '../../backend/cards/snapshot.ts'
import { newId } from '../../backend/ids.ts'
import { sumOf } from '../../backend/notices/summary.ts'
import type { Store, Writing } from '../../backend/store/store.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { openThread } from '../../backend/threads/threads.ts'
import { fill } from './bulk.ts'
import { atMost, type Figure } from './figure.ts'
import { company, me, people, scratch } from './scratch.ts'
import { writer } from './texts.ts'

const DOUBLINGS = 3
const TIMES = 60
const THREADS = 50
const record = 'deal:0'
const viewer = { company, person: me, record }

/** What there is more and more of, at the beginning, beside what stays as it is. */
const MORE = {
  'messages in its threads': { messages: 50_000, companies: 1, threads: 10 },
  'threads of the company': { messages: 10_000, companies: 1, threads: 500 },
  companies: { messages: 10_000, companies: 500, threads: 10 },
}
type What = keyof typeof MORE

export async function growth(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const what of Object.keys(MORE) as What[]) {
    const times: Record<string, number[]> = { send: [], open: [], unread: [] }
    for (let doubled = 0; doubled <= DOUBLINGS; doubled += 1) {
      for (const [path, ms] of Object.entries(await measured(what, 2 ** doubled))) times[path]!.push(ms)
    }
    for (const [path, [first = 0, ...later]] of Object.entries(times)) {
      const slope = (later.at(-1)! / first) ** (1 / DOUBLINGS)
      const also = { ms: [first, ...later].map((ms) => Number(ms.toPrecision(3))) }
      // A search in a tree of eight times as much takes a step more; twice as much work would be 2.
      figures.push(
        atMost(1.2, { name: `${path}, with twice the ${what}`, unit: '', ours: slope, limit: 1, also }),
      )
    }
  }
  return figures
}

async function measured(what: What, times: number) {
  const much = { ...MORE[what] }
  const grown =
    what === 'companies' ? 'companies' : what === 'threads of the company' ? 'threads' : 'messages'
  much[grown] *= times
  const records = [record, ...Array.from({ length: much.threads }, (_, n) => `other:${n}`)]
  const { file, threads, open, forget } = await scratch([record], THREADS)
  try {
    fill(file, { company, threads: threads.get(record)!, authors: people, messages: much.messages })
    const store = await open()
    await more(store, records.slice(1), much.companies - 1)
    const team = threads.get(record)![0]!
    const context = { record: { type: 'deal', id: '0' }, title: 'A deal', fields: [] }
    const write = writer(9)
    const send = (w: Writing) =>
      sendMessage(w, viewer, team, newId(), compose({ text: write(), files: [], mentions: [] }))
    const found = {
      send: await quickest(() => store.write(company, send)),
      open: await quickest(() => store.read(company, (r) => cardSnapshot(r, viewer, context as never))),
      unread: await quickest(() => store.read(company, (r) => sumOf(r, people.at(-1)!, new Date()))),
    }
    await store.close()
    return found
  } finally {
    forget()
  }
}

/** Threads of other cards, whose people are others, and companies that have one thread each. */
async function more(store: Store, records: string[], companies: number) {
  await store.write(company, async (w) => {
    for (const one of records) {
      const wanted = { id: newId(), kind: 'topic' as const, title: 'Тема', people: people.slice(0, 5) }
      await openThread(w, { company, person: me, record: one }, wanted)
    }
  })
  await Promise.all(
    Array.from({ length: companies }, (_, n) =>
      store.write(`beside-${n}`, async (w) => {
        const { company, db, t, now } = w
        await db.insert(t.card).values({ company, record, openedAt: now, openedBy: me })
        await w.emit('card.opened', { record, data: {} })
      }),
    ),
  )
}

/** Milliseconds of the quickest: what the machine does besides makes none quicker. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now()
    await work()
    least = Math.min(least, performance.now() - began)
  }
  return least
}
