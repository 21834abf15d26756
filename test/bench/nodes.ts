/** Postgres and several nodes: one company's sends, fifty companies on one node and on two, and telling from node to node. */
import pg from 'pg'
import { newId } from '../../backend/ids.ts'
import { learnPeople } from '../../backend/people/people.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { openTeamThread } from '../../backend/threads/threads.ts'
import { crowd } from '../faults/nodes-people.ts'
import { nodesTown } from '../faults/nodes-town.ts'
import { createCluster } from '../postgres/cluster.ts'
import type { Extent } from './extent.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import { manyCompanies } from './nodes-many.ts'
import { createPlaces, type Places, type Seat, type Size, sendAt } from './nodes-places.ts'
import { type Asked, recorded, replay } from './nodes-replay.ts'
import type { Done } from './nodes-sender.ts'
import { at, median } from './quantiles.ts'
import { writer } from './texts.ts'

const COMPANIES = 50
const WRITERS = 64
const SIZES = { small: { rounds: 1, seconds: 1 }, usual: { rounds: 3, seconds: 3 } }
const RECORDED = 640
const person = '7'
const record = 'deal:1'

export async function nodes(node: string[], extent: Extent): Promise<Figure[]> {
  const size = SIZES[extent === 'small' ? 'small' : 'usual']
  const cluster = await createCluster(['max_connections=200'])
  await cluster.start()
  try {
    const places = createPlaces(cluster.url)
    const seats = await sitDown(await places.database('before'))
    return [
      ...(await oneCompany(places, seats, size)),
      ...(await manyCompanies(places, seats, size)),
      ...(await telling(node)),
    ]
  } finally {
    await cluster.stop()
  }
}

/** One hot company, beside a bare connection that runs the very same statements in groups of the same size. */
async function oneCompany(
  places: Places,
  seats: Seat[],
  { rounds: times, seconds: each }: Size,
): Promise<Figure[]> {
  const [hot] = seats as [Seat]
  const rounds: { ours: Done; bare: number }[] = []
  for (let round = 0; round < times; round += 1) {
    const url = await places.copy(`hot_${round}`)
    const [ours] = await sendAt([{ url, seats: [hot], each: WRITERS, seconds: each }])
    const together = Math.max(1, Math.round(ours!.messagesPerCommit))
    const groups = await hotGroups(await places.copy(`recorded_${round}`), hot, together)
    const seconds = await secondsOf(await places.copy(`bare_${round}`), groups)
    rounds.push({ ours: ours!, bare: (groups.length * together) / seconds })
  }
  const ours = median(rounds.map((round) => round.ours.perSecond))
  const limit = median(rounds.map((round) => round.bare))
  const rate = Math.floor(ours / 2)
  const half = { url: await places.copy('half'), seats: [hot], each: WRITERS, seconds: 2 * each, rate }
  const [paced] = await sendAt([half])
  const messagesPerCommit = median(rounds.map((round) => round.ours.messagesPerCommit))
  const alone = { url: await places.copy('alone'), seats: [hot], each: 1, seconds: each }
  const [single] = await sendAt([alone])
  return [
    atLeast(0.6, {
      name: 'Postgres, sends of one company',
      unit: '1/s',
      ours,
      limit,
      also: { messagesPerCommit },
    }),
    atLeast(2, {
      name: 'Postgres, commits shared beside a commit each',
      ...{ unit: '1/s', ours, limit: single!.perSecond },
    }),
    atMost(1, {
      name: `Postgres, ack p99 at ${rate}/s of one company`,
      unit: 'ms',
      ours: paced!.p99,
      limit: 50,
    }),
  ]
}

/** Somebody writes at one node, others read at the other. */
async function telling(node: string[]): Promise<Figure[]> {
  const town = await nodesTown(node)
  try {
    const [first, second] = town.nodes
    const people = await crowd({ ...town, url: first.url, readAt: second.url }, 50)
    await people.acknowledged(1000)
    const { delays, messages, broken } = await people.end()
    const also = { messages: messages.length, p50: at(delays, 0.5), broken }
    const figure = atMost(1, {
      name: 'told at the other node, p99',
      unit: 'ms',
      ours: at(delays, 0.99),
      limit: 50,
      also,
    })
    return [{ ...figure, met: figure.met && broken.length === 0 }]
  } finally {
    await town.end()
  }
}

/** Somebody in a thread of each company. */
async function sitDown(url: string): Promise<Seat[]> {
  const store = await openPostgres(url)
  const seats: Seat[] = []
  for (let n = 0; n < COMPANIES; n += 1) {
    const company = `company-${n}`
    const thread = await store.write(company, async (w) => {
      const somebody = {
        id: person,
        name: 'Олег',
        position: 'Логист',
        photo: null,
        admin: false,
        active: true,
      }
      await learnPeople(w, [somebody])
      return openTeamThread(w, newId(), record, person)
    })
    seats.push({ company, person, record, thread: thread.id })
  }
  await store.close()
  return seats
}

/** What the store asks Postgres when so many messages share a commit, group by group. */
async function hotGroups(url: string, { thread, ...viewer }: Seat, together: number): Promise<Asked[][]> {
  const store = await openPostgres(url)
  const write = writer(2)
  const groups: Asked[][] = []
  const send = () =>
    store.write(viewer.company, async (w) => {
      const draft = compose({ text: write(), files: [], mentions: [] })
      await sendMessage(w, viewer, thread, newId(), draft)
    })
  for (let sent = 0; sent < RECORDED; sent += together) {
    groups.push(await recorded(() => Promise.all(Array.from({ length: together }, send))))
  }
  await store.close()
  return groups
}

/** Seconds a bare connection takes for it. */
async function secondsOf(url: string, groups: Asked[][]): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const began = performance.now()
  await replay(client, groups)
  const seconds = (performance.now() - began) / 1000
  await client.end()
  return seconds
}
