/** Search over all of a person's threads in a big database: common words, rare ones, unfinished ones. */
import { search, threadsSeen } from '../../backend/search/search.ts'
import { messagesById } from '../../backend/threads/show.ts'
import { fill, RARE_EACH } from './bulk.ts'
import { atMost, type Figure } from './figure.ts'
import { at } from './quantiles.ts'
import { company, me, people, scratch } from './scratch.ts'
import { random } from './texts.ts'

const MESSAGES = 1_000_000
const RECORDS = 400
const THREADS_EACH = 5
const TIMES = 200

export async function searching(): Promise<Figure[]> {
  const records = Array.from({ length: RECORDS }, (_, n) => `deal:${n}`)
  const { file, threads, open, forget } = await scratch(records, THREADS_EACH)
  try {
    fill(file, {
      company,
      threads: [...threads.values()].flat(),
      authors: people,
      messages: MESSAGES,
      indexed: true,
    })
    const store = await open()
    const chance = random(5)
    const asked: Record<string, () => string> = {
      common: () => ['в', 'по', 'на', 'до', 'контейнер'][Math.floor(chance() * 5)]!,
      rare: () => `rare${RARE_EACH * Math.floor((chance() * MESSAGES) / RARE_EACH)}`,
      unfinished: () => ['конт', 'пред', 'сегод', 'відп', 'ship'][Math.floor(chance() * 5)]!,
    }
    const figures: Figure[] = []
    for (const count of [3, 1000]) {
      const seen = records.slice(0, Math.ceil(count / THREADS_EACH))
      for (const [kind, word] of Object.entries(asked)) {
        const times: number[] = []
        let hits = 0
        for (let n = 0; n < TIMES; n += 1) {
          const began = performance.now()
          const page = await store.read(company, async (r) => {
            const within = (await threadsSeen(r, { person: me, record: 'deal:1' }, seen)).slice(0, count)
            return search(r, { threads: within, q: word() }, messagesById)
          })
          times.push(performance.now() - began)
          hits += page.total
        }
        const name = `search, ${kind} word, ${count} threads, p99`
        const also = { p50: at(times, 0.5), hits: hits / TIMES, messages: MESSAGES }
        figures.push(atMost(1, { name, unit: 'ms', ours: at(times, 0.99), limit: 20, also }))
      }
    }
    await store.close()
    return figures
  } finally {
    forget()
  }
}
