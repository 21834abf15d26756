/**
 * Search over all of a person's threads in a big database: common words, rare ones, unfinished ones, in three languages; and
 * what everybody else feels when twenty people search at once.
 */
import { once } from 'node:events'
import { join } from 'node:path'
import { search, threadsSeen } from '../../backend/search/search.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store } from '../../backend/store/store.ts'
import { messagesById } from '../../backend/threads/show.ts'
import { openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { fill, RARE_EACH } from './bulk.ts'
import type { Extent } from './extent.ts'
import { atMost, type Figure } from './figure.ts'
import { asFastAsPossible } from './pace.ts'
import { at } from './quantiles.ts'
import { furnish } from './scratch.ts'
import { random } from './texts.ts'

const SIZES = {
  small: { messages: 10_000, records: 40, times: 20, seconds: 2 },
  usual: { messages: 1_000_000, records: 200, times: 200, seconds: 10 },
}
const THREADS_EACH = 5
const FEW = 3
const TOGETHER = 20
const FIRST_DEAL = 6000
/** Sees every deal. */
const ME = '1'

/** Of the demo's words: among the most frequent ones, among the least, and the beginnings of some. */
const WORDS = {
  ru: {
    common: ['ставка', 'авто', 'рейсов'],
    rare: ['фуры', 'фанерные', 'насосы'],
    unfinished: ['ста', 'конт', 'пер'],
  },
  uk: {
    common: ['тиждень', 'фіксацією', 'хоче'],
    rare: ['філію', 'насосів', 'відвантажень'],
    unfinished: ['тиж', 'відп', 'фік'],
  },
  en: {
    common: ['every', 'carrier', 'temperature'],
    rare: ['lantern', 'vessel', 'contact'],
    unfinished: ['car', 'temp', 'eve'],
  },
}
const KINDS = ['common', 'rare', 'unfinished'] as const
type Language = keyof typeof WORDS

interface Asking {
  store: Store
  company: string
  records: string[]
  messages: number
  times: number
}

export async function searching(node: string[], extent: Extent): Promise<Figure[]> {
  const { messages, times, seconds, ...size } = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(['--import', './test/bench/event-loop.ts', ...node])
  try {
    const { deals, people } = server.portal
    const company = server.portal.memberId
    const ids = Array.from({ length: size.records }, (_, n) => FIRST_DEAL + n)
    deals.push(...ids.map((id) => ({ ...deals[0]!, id })))
    const records = ids.map((id) => `deal:${id}`)
    await server.stop()

    const file = join(server.folder, 'dealthread.db')
    const authors = people.map(({ id }) => id).sort((a) => (a === ME ? -1 : 0))
    const store = await openSqlite(file)
    const made = await furnish(store, { company, people: authors, records, threadsEach: THREADS_EACH })
    fill(file, { company, threads: [...made.values()].flat(), authors, messages, indexed: true })
    const figures: Figure[] = []
    for (const count of [FEW, size.records * THREADS_EACH]) {
      for (const kind of KINDS)
        figures.push(await words({ store, company, records, messages, times }, count, kind))
    }
    await store.close()

    await server.start()
    return [...figures, await together(server, seconds)]
  } finally {
    await server.end()
  }
}

/** The language that takes longest, beside what nobody notices. */
async function words(asking: Asking, count: number, kind: (typeof KINDS)[number]): Promise<Figure> {
  const p99: Record<string, number> = {}
  const hits: Record<string, number> = {}
  const all: number[] = []
  for (const language of Object.keys(WORDS) as Language[]) {
    const found = await asked(asking, count, WORDS[language][kind])
    p99[language] = at(found.times, 0.99)
    hits[language] = found.hits
    all.push(...found.times)
  }
  if (kind === 'rare') {
    const named = Array.from({ length: 10 }, (_, n) => `rare${n * RARE_EACH}`)
    p99.once = at((await asked(asking, count, named)).times, 0.99)
  }
  const ours = Math.max(...Object.values(p99))
  const also = { p99, p50: at(all, 0.5), hits, messages: asking.messages }
  return atMost(1, { name: `search, ${kind} word, ${count} threads, p99`, unit: 'ms', ours, limit: 20, also })
}

async function asked({ store, company, records, times }: Asking, count: number, among: string[]) {
  const chance = random(5)
  const seen = records.slice(0, Math.ceil(count / THREADS_EACH))
  const took: number[] = []
  let hits = 0
  // What is read from the disk for the first time, and code that runs for the first time, are a start's cost.
  for (let n = -times / 10; n < times; n += 1) {
    const q = among[Math.floor(chance() * among.length)]!
    const began = performance.now()
    const page = await store.read(company, async (r) => {
      const within = (await threadsSeen(r, { person: ME, record: seen[0]! }, seen)).slice(0, count)
      return search(r, { threads: within, q }, messagesById)
    })
    if (n < 0) continue
    took.push(performance.now() - began)
    hits += page.total
  }
  return { times: took, hits: hits / times }
}

/** Twenty search all they may see, one search after the other; nobody else may wait for it. */
async function together(server: Served, seconds: number): Promise<Figure> {
  const { session } = await server.open(ME, FIRST_DEAL)
  const chance = random(6)
  const every = Object.values(WORDS).flatMap((kinds) => Object.values(kinds).flat())
  const lines = await Promise.all(Array.from({ length: TOGETHER }, () => openLine(server.url, session.token)))
  const times: number[] = []
  const searches = lines.map((line) => async () => {
    const began = performance.now()
    const q = encodeURIComponent(every[Math.floor(chance() * every.length)]!)
    const { status, text } = await line.ask('GET', `/api/search?scope=all&q=${q}`)
    if (status !== 200) throw new Error(text)
    times.push(performance.now() - began)
  })
  await asFastAsPossible(1, searches)
  await waitedFor(server)
  times.length = 0
  const perSecond = await asFastAsPossible(seconds, searches)
  const { p99, most } = await waitedFor(server)
  for (const line of lines) line.close()
  return atMost(1, {
    name: `${TOGETHER} search at once, event loop p99`,
    ...{ unit: 'ms', ours: p99, limit: 20 },
    also: { most, perSecond, answeredP99: at(times, 0.99) },
  })
}

async function waitedFor(server: Served): Promise<{ p99: number; most: number }> {
  server.process.send('waited?')
  const [waited] = await once(server.process, 'message')
  return waited
}
