/** A page of 50 out of the middle of a long thread, beside the bare statement. */
import { join } from 'node:path'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { findThread } from '../../backend/threads/find.ts'
import { messagePage } from '../../backend/threads/pages.ts'
import { openLine } from '../line.ts'
import { served } from '../served.ts'
import { fill } from './bulk.ts'
import { atMost, type Figure } from './figure.ts'
import { at } from './quantiles.ts'
import { openBare } from './tape.ts'
import { random } from './texts.ts'

const MESSAGES = 1_000_000
const PAGE = 50
const TIMES = 3000
const DEAL = 1204

export async function pages(node: string[]): Promise<Figure[]> {
  const server = await served(node)
  try {
    const { session, card } = await server.open('7', DEAL)
    const thread = card.threads[0]!.id
    const company = server.portal.memberId
    const file = join(server.folder, 'dealthread.db')
    await server.stop()
    fill(file, { company, threads: [thread], authors: ['7', '9', '11'], messages: MESSAGES })

    await server.start()
    const chance = random(4)
    const somewhere = () => PAGE + 1 + Math.floor(chance() * (MESSAGES - PAGE))
    const store = await openSqlite(file)
    const viewer = { company, person: '7', record: `deal:${DEAL}` }
    const bare = openBare(file)
    const statement = bare
      .prepare('select * from message where company = ? and thread = ? and seq < ? order by seq desc limit ?')
      .raw()
    const line = await openLine(server.url, session.token)

    const read: (() => unknown)[] = [
      () => statement.all(company, thread, somewhere(), PAGE),
      () =>
        store.read(company, async (r) =>
          messagePage(r, await findThread(r, viewer, thread), { before: somewhere(), limit: PAGE }),
        ),
      () => line.ask('GET', `/api/threads/${thread}/messages?before=${somewhere()}&limit=${PAGE}`),
    ]
    // In turns, so that whatever else the machine does befalls all of them.
    const [limit, ours, http] = await inTurns(read)
    line.close()
    bare.close()
    await store.close()
    const figure = (name: string, times: number[] = []) => {
      const also = { messages: MESSAGES, p50: at(times, 0.5), limitP50: at(limit ?? [], 0.5) }
      return atMost(5, { name, unit: 'ms', ours: at(times, 0.99), limit: at(limit ?? [], 0.99), also })
    }
    return [figure('page of 50, p99', ours), figure('page of 50 by HTTP, p99', http)]
  } finally {
    await server.end()
  }
}

async function inTurns(work: (() => unknown)[]): Promise<number[][]> {
  const times = work.map((): number[] => [])
  for (let n = -TIMES / 10; n < TIMES; n += 1) {
    for (const [which, one] of work.entries()) {
      const began = performance.now()
      await one()
      if (n >= 0) times[which]!.push(performance.now() - began)
    }
  }
  return times
}
