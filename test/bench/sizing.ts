/**
 * What a server has to have: what a message, a card and an open window cost, beside what README promises. Counted in time of
 * cores and in bytes, so that it holds on a machine that does much else; how many a second a core carries follows from it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { newId } from '../../backend/ids.ts'
import { openLine } from '../line.ts'
import { createCluster } from '../postgres/cluster.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { asFastAsPossible, atRate } from './pace.ts'
import { residentOf, workedBy } from './resident.ts'
import { gather, listen, type Room } from './sockets.ts'
import { writer } from './texts.ts'

const RATE = 50
const SECONDS = 10
/** Until the files of a database have grown well beyond what they are extended by at once. */
const FILLING_SECONDS = 10
const CARDS = 100

/** A database as what it costs is read off it. */
interface Kept {
  name: string
  settings: Record<string, string>
  /** Bytes it takes. */
  size(server: Served): Promise<number>
  /** Seconds of a core its own processes have worked; none where it has none, or the system does not tell. */
  worked(): Promise<number>
}

/** As README has it ("How large a server"). */
interface Promised {
  messageMs: number
  databaseMs: number
  cardMs: number
  gigabytes: number
}

export async function sizing(node: string[]): Promise<Figure[]> {
  const figures = await measure(node, onSqlite, { messageMs: 4, databaseMs: 0, cardMs: 15, gigabytes: 1.8 })
  const cluster = await createCluster()
  await cluster.start()
  try {
    const promised = { messageMs: 4, databaseMs: 2.5, cardMs: 20, gigabytes: 2.3 }
    return [...figures, ...(await measure(node, onPostgres(cluster.url), promised))]
  } finally {
    await cluster.stop()
  }
}

async function measure(node: string[], kept: Kept, promised: Promised): Promise<Figure[]> {
  const server = await served(node, kept.settings)
  const windows: { terminate(): void }[] = []
  try {
    await sleep(2000)
    const idle = await residentOf(server.url)
    const rooms = await gather(server)
    const cardMs = await ofACard(server)
    for (const seat of rooms.flat())
      windows.push(await listen(server.url, seat.token, seat.position, () => {}))
    const { messageMs, databaseMs } = await ofAMessage(server, kept, rooms)
    const resident = await residentOf(server.url)
    for (const window of windows) window.terminate()
    const gigabytes = await ofAMillion(server, kept, rooms)

    const figure = (name: string, unit: string, ours: number, limit: number, also = {}) =>
      atMost(1, { name: `${kept.name}: ${name}`, unit, ours, limit, also })
    return [
      figure('a message told to ten', 'ms of a core', messageMs, promised.messageMs, {
        aSecondOfACore: 1000 / messageMs,
      }),
      ...(databaseMs > 0
        ? [figure('a message, at the database', 'ms of a core', databaseMs, promised.databaseMs)]
        : []),
      figure('a card opened', 'ms of a core', cardMs, promised.cardMs),
      figure(`resident with ${windows.length} windows`, 'MB', resident, 350, { idle }),
      figure('a million messages', 'GB', gigabytes, promised.gigabytes),
    ]
  } finally {
    for (const window of windows) window.terminate()
    await server.end()
  }
}

/** Milliseconds of a core that a card costs, opened in the host by somebody who was there before. */
async function ofACard(server: Served): Promise<number> {
  const [deal] = server.portal.deals
  await server.open('1', deal!.id)
  const spent = await workedBy(server.url)
  for (let n = 0; n < CARDS; n += 1) await server.open('1', deal!.id)
  return (1000 * ((await workedBy(server.url)) - spent)) / CARDS
}

/** The same of a message that ten people see at once, at a pace that is nothing to hurry for; and at the database. */
async function ofAMessage(server: Served, kept: Kept, rooms: Room[]) {
  const resting = await spent(server, kept, () => sleep(5000))
  // A line that is silent for so long would be closed.
  const { workers, close } = await writers(server, rooms)
  await atRate(RATE, 5, workers)
  const working = await spent(server, kept, () => atRate(RATE, SECONDS, workers))
  close()
  const messages = RATE * SECONDS
  // What it does by itself it would do without them, too.
  const ofThem = (what: 'node' | 'database') =>
    (1000 * (working[what] - (resting[what] * SECONDS) / 5)) / messages
  return { messageMs: ofThem('node'), databaseMs: ofThem('database') }
}

async function spent(server: Served, kept: Kept, work: () => Promise<unknown>) {
  const [node, database] = [await workedBy(server.url), await kept.worked()]
  await work()
  return { node: (await workedBy(server.url)) - node, database: (await kept.worked()) - database }
}

/** Gigabytes of database for a million messages, with all that is kept of each: its search, its event, its line in the log. */
async function ofAMillion(server: Served, kept: Kept, rooms: Room[]): Promise<number> {
  const { workers, close } = await writers(server, rooms)
  const before = await kept.size(server)
  const messages = FILLING_SECONDS * (await asFastAsPossible(FILLING_SECONDS, workers))
  close()
  // What was noted is signed by then.
  await sleep(6000)
  return (((await kept.size(server)) - before) / messages) * 1e-3
}

async function writers(server: Served, rooms: Room[]) {
  const write = writer(6)
  const lines = await Promise.all(rooms.map(([{ token }]) => openLine(server.url, token)))
  const workers = rooms.map(([{ team }], n) => async () => {
    const path = `/api/threads/${team}/messages/${newId()}`
    const { status, text } = await lines[n]!.ask('PUT', path, { text: write() })
    if (status !== 201) throw new Error(text)
  })
  return { workers, close: () => lines.map((line) => line.close()) }
}

const onSqlite: Kept = {
  name: 'SQLite',
  settings: {},
  worked: async () => 0,
  async size({ folder }) {
    const db = new Database(join(folder, 'dealthread.db'), { readonly: true })
    const pragma = (name: string) => db.pragma(name, { simple: true }) as number
    const bytes = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
    db.close()
    return bytes
  },
}

const onPostgres = (url: string): Kept => ({
  name: 'Postgres',
  settings: { DATABASE_URL: url },
  size: () =>
    asked(url, async (client) => {
      const { rows } = await client.query('select pg_database_size(current_database()) as bytes')
      return Number(rows[0].bytes)
    }),
  worked: () =>
    asked(url, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      return workedByFamily(rows[0]!.pid)
    }),
})

/** Seconds its parent and all of its brothers have worked, those who are gone too; a system without /proc does not tell. */
function workedByFamily(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return 0
  const [, parent] = statusOf(pid)
  const alive = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  // User and system time in hundredths, of itself and of its children that have ended (proc(5): fields 14 to 17).
  const own = (of: number[]) => of[11]! + of[12]!
  const ended = (of: number[]) => of[13]! + of[14]!
  const hundredths = alive.reduce((sum, one) => sum + own(statusOf(Number(one))), ended(statusOf(parent!)))
  return hundredths / 100
}

/** From the third field on; none of a process that has just ended. */
function statusOf(pid: number): number[] {
  const file = `/proc/${pid}/stat`
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text ? text.split(') ')[1]!.split(' ').map(Number) : Array(15).fill(0)
}

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  return work(client).finally(() => client.end())
}
