/** A page of 50 out of the middle of a long thread, beside the bare statement, and by HTTP beside bare Hono. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { findThread } from '../../backend/threads/find.ts'
import { messagePage } from '../../backend/threads/pages.ts'
import { type Line, openLine } from '../line.ts'
import { served } from '../served.ts'
import { fill } from './bulk.ts'
import type { Extent } from './extent.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import { asFastAsPossible } from './pace.ts'
import { at, median } from './quantiles.ts'
import { openBare } from './tape.ts'
import { random } from './texts.ts'

const SIZES = {
  small: { messages: 10_000, times: 100, rounds: 1, seconds: 1 },
  usual: { messages: 1_000_000, times: 3000, rounds: 5, seconds: 2 },
}
const PAGE = 50
const DEAL = 1204
const CONNECTIONS = 16

export async function pages(node: string[], extent: Extent): Promise<Figure[]> {
  const size = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(node)
  const peer = fork('test/bench/pages-bare.ts', { execArgv: ['--disable-warning=ExperimentalWarning'] })
  try {
    const { session, card } = await server.open('7', DEAL)
    const thread = card.threads[0]!.id
    const company = server.portal.memberId
    const file = join(server.folder, 'dealthread.db')
    await server.stop()
    fill(file, { company, threads: [thread], authors: ['7', '9', '11'], messages: size.messages })

    await server.start()
    const chance = random(4)
    const somewhere = () => PAGE + 1 + Math.floor(chance() * (size.messages - PAGE))
    const store = await openSqlite(file)
    const viewer = { company, person: '7', record: `deal:${DEAL}` }
    const bare = openBare(file)
    const statement = bare
      .prepare('select * from message where company = ? and thread = ? and seq < ? order by seq desc limit ?')
      .raw()
    peer.send({ file, company })
    const [{ url }] = await once(peer, 'message')
    const line = await openLine(server.url, session.token)
    const peerLine = await openLine(url, session.token)
    const page = (before = somewhere()) => `/api/threads/${thread}/messages?before=${before}&limit=${PAGE}`

    const read: (() => unknown)[] = [
      () => statement.all(company, thread, somewhere(), PAGE),
      () =>
        store.read(company, async (r) =>
          messagePage(r, await findThread(r, viewer, thread), { before: somewhere(), limit: PAGE }),
        ),
      () => line.ask('GET', page()),
      () => peerLine.ask('GET', page()),
    ]
    // In turns, so that whatever else the machine does befalls all of them.
    const [limit, ours, http, bareHttp] = await inTurns(read, size.times)
    line.close()
    peerLine.close()
    bare.close()
    await store.close()

    const beside = await rates([server.url, url], session.token, page, size)
    const figure = (name: string, times: number[] = [], more = {}) => {
      const also = { messages: size.messages, p50: at(times, 0.5), limitP50: at(limit ?? [], 0.5), ...more }
      return atMost(5, { name, unit: 'ms', ours: at(times, 0.99), limit: at(limit ?? [], 0.99), also })
    }
    return [
      figure('page of 50, p99', ours),
      // How far anything that answers by HTTP is from a bare statement.
      figure('page of 50 by HTTP, p99', http, { bareHonoP99: at(bareHttp ?? [], 0.99) }),
      atLeast(0.7, { name: 'pages of 50 beside bare Hono', unit: '1/s', ...beside }),
    ]
  } finally {
    peer.kill()
    await server.end()
  }
}

async function inTurns(work: (() => unknown)[], times: number): Promise<number[][]> {
  const all = work.map((): number[] => [])
  for (let n = -times / 10; n < times; n += 1) {
    for (const [which, one] of work.entries()) {
      const began = performance.now()
      await one()
      if (n >= 0) all[which]!.push(performance.now() - began)
    }
  }
  return all
}

/** Pages a second of two servers that give the same bytes, in turns. */
async function rates(
  urls: [string, string],
  token: string,
  page: (before?: number) => string,
  { rounds, seconds }: { rounds: number; seconds: number },
) {
  const [one, another] = await Promise.all(urls.map((url) => givenBy(url, token, page(1000))))
  if (one !== another) throw new Error('the two pages are not the same')
  const [ours, limit]: [number[], number[]] = [[], []]
  for (let round = -1; round < rounds; round += 1) {
    const [here, there] = [await rate(urls[0]), await rate(urls[1])]
    if (round < 0) continue
    ours.push(here)
    limit.push(there)
  }
  return { ours: median(ours), limit: median(limit), also: { bytes: one!.length, connections: CONNECTIONS } }

  async function rate(url: string): Promise<number> {
    const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(url, token)))
    const asking = (line: Line) => async () => {
      const { status } = await line.ask('GET', page())
      if (status !== 200) throw new Error(`a page was answered ${status}`)
    }
    const found = await asFastAsPossible(seconds, lines.map(asking))
    for (const line of lines) line.close()
    return found
  }
}

async function givenBy(url: string, token: string, path: string): Promise<string> {
  const line = await openLine(url, token)
  const { text } = await line.ask('GET', path)
  line.close()
  return text
}
