/**
 * Durable sends through HTTP, beside better-sqlite3 running the very same statements in groups of the same size, beside an
 * application without any of what we do, and on a slow disk.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { newId } from '../../backend/ids.ts'
import type { Viewer } from '../../backend/signed-in.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { showMessage } from '../../backend/threads/show.ts'
import { type Line, openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import { asFastAsPossible, atRate } from './pace.ts'
import { at, median } from './quantiles.ts'
import { openBare, type Played, player, record } from './tape.ts'
import { writer } from './texts.ts'

const CONNECTIONS = 64
const ROUNDS = 4
const ROUND_SECONDS = 3
const RECORDED = 4000
const OFFERED = 500
/** Milliseconds a commit takes longer on a slow disk; connections that wait for it. */
const SLOW = 5
const WAITING = 256

/** Somebody with a card open. */
interface Seat {
  viewer: Viewer
  team: string
  token: string
}

export async function sends(node: string[]): Promise<Figure[]> {
  const server = await served(['--import', './test/bench/count-commits.ts', ...node])
  try {
    const seats = await sitDown(server)
    const before = join(server.folder, 'before.db')
    new Database(join(server.folder, 'dealthread.db')).exec(`vacuum into '${before}'`).close()
    const write = writer(1)
    /** Anew for each measurement: the server ends connections nobody has used for some seconds. */
    const connected = (many: number) =>
      Promise.all(
        Array.from({ length: many }, async (_, n) => {
          const { token, team } = seats[n % CONNECTIONS]!
          return sending(await openLine(server.url, token), team, write)
        }),
      )
    const fast = async (seconds = ROUND_SECONDS, many = CONNECTIONS) =>
      asFastAsPossible(seconds, await connected(many))

    await fast()
    const commits = await commitsOf(server)
    const sent = ROUND_SECONDS * (await fast())
    const together = Math.max(1, Math.round(sent / ((await commitsOf(server)) - commits)))
    const groups = await recordSends(before, seats, together)

    const naive = await startNaive(`${before}.naive`, write)
    const rounds: { ours: number; bare: number; naive: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        ours: await fast(),
        naive: await naive.fast(),
        bare: replay(before, `${before}.${round}`, groups, together),
      })
    }
    naive.end()
    const ours = median(rounds.map((round) => round.ours))
    const half = Math.floor(ours / 2)
    const acks = async (rate: number) => at(await atRate(rate, 6, await connected(CONNECTIONS)), 0.99)
    const offered = await acks(OFFERED)
    const offeredHalf = await acks(half)
    await tell(server, SLOW)
    const slow = await fast(2 * ROUND_SECONDS, WAITING)

    const limit = median(rounds.map((round) => round.bare))
    const perSend = groups.flat().length / (groups.length * together)
    const also = { messagesPerCommit: together, statementsPerSend: perSend }
    const unit = '1/s'
    return [
      atLeast(0.4, { name: 'durable sends', unit, ours, limit, also }),
      atLeast(2, {
        name: 'durable sends beside a naive application',
        ...{ unit, ours, limit: median(rounds.map((round) => round.naive)) },
      }),
      atMost(1, { name: `ack p99 at ${OFFERED}/s`, unit: 'ms', ours: offered, limit: 50 }),
      atMost(1, {
        name: 'ack p99 at half of what it can',
        ...{ unit: 'ms', ours: offeredHalf, limit: 50, also: { perSecond: half } },
      }),
      atLeast(0.6, {
        name: `sends with commits ${SLOW} ms slower, ${WAITING} connections`,
        ...{ unit, ours: slow, limit: ours },
      }),
    ]
  } finally {
    await server.end()
  }
}

function sending(line: Line, team: string, write: () => string) {
  return async () => {
    const said = { text: write() }
    const { status, text } = await line.ask('PUT', `/api/threads/${team}/messages/${newId()}`, said)
    if (status !== 201) throw new Error(text)
  }
}

async function startNaive(file: string, write: () => string) {
  const process = fork('test/bench/naive.ts', { execArgv: ['--disable-warning=ExperimentalWarning'] })
  process.send({ file })
  const [{ url }] = await once(process, 'message')
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(url, 'nobody')))
  const workers = lines.map((line, n) => sending(line, `thread-${n}`, write))
  return { fast: () => asFastAsPossible(1, workers), end: () => process.kill() }
}

/** Two people who see every deal, at each deal, until all connections are taken. */
async function sitDown(server: Served): Promise<Seat[]> {
  const seats: Seat[] = []
  const places = server.portal.deals.flatMap(({ id }) => ['1', '5'].map((person) => ({ person, deal: id })))
  while (seats.length < CONNECTIONS) {
    const { person, deal } = places[seats.length % places.length]!
    const { session, card } = await server.open(person, deal)
    const viewer = { company: server.portal.memberId, person, record: `deal:${deal}` }
    const team = card.threads.find((thread) => thread.kind === 'team')!.id
    const { token } = session
    seats.push({ viewer, team, token })
  }
  return seats
}

const commitsOf = (server: Served) => tell(server, 'commits?')

/** Answers with how often it has committed. */
async function tell(server: Served, told: string | number): Promise<number> {
  server.process.send(told)
  const [{ commits }] = await once(server.process, 'message')
  return commits
}

/** What the store runs when the same people send, group by group. */
async function recordSends(before: string, seats: Seat[], together: number): Promise<Played[][]> {
  const file = `${before}.recorded`
  copyFileSync(before, file)
  const store = await openSqlite(file)
  const write = writer(2)
  const send = ({ viewer, team }: Seat) =>
    store.write(viewer.company, async (w) => {
      const draft = compose({ text: write(), files: [], mentions: [] })
      const { message } = await sendMessage(w, viewer, team, newId(), draft)
      return showMessage(w, message)
    })
  const groups: Played[][] = []
  for (let sent = 0; sent < RECORDED; sent += together) {
    const senders = Array.from({ length: together }, (_, place) => seats[(sent + place) % seats.length]!)
    const { tape } = await record(() => Promise.all(senders.map(send)))
    groups.push(tape)
  }
  await store.close()
  return groups
}

/** Sends a second of the bare database, on a copy of the same beginning. */
function replay(before: string, file: string, groups: Played[][], together: number): number {
  copyFileSync(before, file)
  const db = openBare(file)
  const [begin, commit] = [db.prepare('begin immediate'), db.prepare('commit')]
  const prepare = player(db)
  const steps = groups.map((group) => group.map(prepare))
  const began = performance.now()
  for (const group of steps) {
    begin.run()
    for (const step of group) step()
    commit.run()
  }
  const seconds = (performance.now() - began) / 1000
  db.close()
  return (groups.length * together) / seconds
}
