/** Durable sends through HTTP, beside better-sqlite3 running the very same statements in groups of the same size. */
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

/** Somebody with a card open and a connection to write by. */
interface Seat {
  viewer: Viewer
  team: string
  line: Line
}

export async function sends(node: string[]): Promise<Figure[]> {
  const server = await served(['--import', './test/bench/count-commits.ts', ...node])
  try {
    const seats = await sitDown(server)
    const before = join(server.folder, 'before.db')
    new Database(join(server.folder, 'dealthread.db')).exec(`vacuum into '${before}'`).close()
    const write = writer(1)
    const workers = seats.map(({ line, team }) => async () => {
      const { status, text } = await line.ask('PUT', `/api/threads/${team}/messages/${newId()}`, {
        text: write(),
      })
      if (status !== 201) throw new Error(text)
    })

    await asFastAsPossible(ROUND_SECONDS, workers)
    const commits = await commitsOf(server)
    const sent = ROUND_SECONDS * (await asFastAsPossible(ROUND_SECONDS, workers))
    const together = Math.max(1, Math.round(sent / ((await commitsOf(server)) - commits)))
    const groups = await recordSends(before, seats, together)

    const rounds: { ours: number; bare: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const ours = await asFastAsPossible(ROUND_SECONDS, workers)
      rounds.push({ ours, bare: replay(before, `${before}.${round}`, groups, together) })
    }
    const acks = await atRate(OFFERED, 6, workers)
    for (const { line } of seats) line.close()

    const ours = median(rounds.map((round) => round.ours))
    const limit = median(rounds.map((round) => round.bare))
    const perSend = groups.flat().length / (groups.length * together)
    const also = { later: '>= 0.4', messagesPerCommit: together, statementsPerSend: perSend }
    return [
      atLeast(0.25, { name: 'durable sends', unit: '1/s', ours, limit, also }),
      atMost(1, { name: `ack p99 at ${OFFERED}/s`, unit: 'ms', ours: at(acks, 0.99), limit: 50 }),
    ]
  } finally {
    await server.end()
  }
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
    seats.push({ viewer, team, line: await openLine(server.url, session.token) })
  }
  return seats
}

async function commitsOf(server: Served): Promise<number> {
  server.process.send('commits?')
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
