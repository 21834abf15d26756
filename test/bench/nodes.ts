/** Postgres and several nodes: one company's sends, fifty companies on one node and on two, and telling from node to node. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { newId } from '../../backend/ids.ts'
import { learnPeople } from '../../backend/people/people.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { openTeamThread } from '../../backend/threads/threads.ts'
import { crowd } from '../faults/nodes-people.ts'
import { nodesTown } from '../faults/nodes-town.ts'
import { createCluster } from '../postgres/cluster.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import type { Done, Wanted } from './nodes-sender.ts'
import { at, median } from './quantiles.ts'
import { writer } from './texts.ts'

const COMPANIES = 50
const WRITERS = 64
const SECONDS = 3
const ROUNDS = 3
const RECORDED = 640
const person = '7'
const record = 'deal:1'

type Seat = Wanted['seats'][number]

export async function nodes(node: string[]): Promise<Figure[]> {
  const cluster = await createCluster(['max_connections=200'])
  await cluster.start()
  try {
    const places = createPlaces(cluster.url)
    const seats = await sitDown(await places.database('before'))
    return [
      ...(await oneCompany(places, seats)),
      ...(await manyCompanies(places, seats)),
      ...(await telling(node)),
    ]
  } finally {
    await cluster.stop()
  }
}

/** One hot company, beside a bare connection that runs the very same statements in groups of the same size. */
async function oneCompany(places: Places, seats: Seat[]): Promise<Figure[]> {
  const [hot] = seats as [Seat]
  const rounds: { ours: Done; bare: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const url = await places.copy(`hot_${round}`)
    const [ours] = await sendAt([{ url, seats: [hot], each: WRITERS, seconds: SECONDS }])
    const together = Math.max(1, Math.round(ours!.messagesPerCommit))
    const groups = await recorded(await places.copy(`recorded_${round}`), hot, together)
    const seconds = await replay(await places.copy(`bare_${round}`), groups)
    rounds.push({ ours: ours!, bare: (groups.length * together) / seconds })
  }
  const ours = median(rounds.map((round) => round.ours.perSecond))
  const limit = median(rounds.map((round) => round.bare))
  const rate = Math.floor(ours / 2)
  const half = { url: await places.copy('half'), seats: [hot], each: WRITERS, seconds: 2 * SECONDS, rate }
  const [paced] = await sendAt([half])
  const messagesPerCommit = median(rounds.map((round) => round.ours.messagesPerCommit))
  const alone = { url: await places.copy('alone'), seats: [hot], each: 1, seconds: SECONDS }
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

/** Fifty companies whose people are spread over the nodes. */
async function manyCompanies(places: Places, seats: Seat[]): Promise<Figure[]> {
  const rounds: { one: number; two: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const url = await places.copy(`many_${round}`)
    const wanted = { url, seats, each: 2, seconds: SECONDS }
    const [one] = await sendAt([wanted])
    const both = await sendAt([wanted, wanted])
    rounds.push({ one: one!.perSecond, two: both.reduce((sum, { perSecond }) => sum + perSecond, 0) })
  }
  const one = median(rounds.map((round) => round.one))
  const two = median(rounds.map((round) => round.two))
  const also = { companies: COMPANIES, cores: 'shared with the database' }
  return [atLeast(1.7, { name: 'Postgres, two nodes beside one', unit: '1/s', ours: two, limit: one, also })]
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

interface Places {
  database(name: string): Promise<string>
  /** A copy of the beginning, which nobody has open. */
  copy(name: string): Promise<string>
}

function createPlaces(url: string): Places {
  async function made(name: string, like = '') {
    const admin = new pg.Client(url)
    await admin.connect()
    await admin.query(`create database ${name} ${like}`)
    await admin.end()
    return Object.assign(new URL(url), { pathname: name }).href
  }
  return { database: made, copy: (name) => made(name, 'template before') }
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

/** Each in a process of its own, all at once. */
function sendAt(all: Wanted[]): Promise<Done[]> {
  return Promise.all(
    all.map(async (wanted) => {
      const sender = fork('test/bench/nodes-sender.ts', {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      })
      sender.send(wanted)
      const gone = once(sender, 'exit').then(([code]) =>
        Promise.reject(new Error(`a sender ended with ${code}`)),
      )
      const [done] = await Promise.race([once(sender, 'message'), gone])
      return done as Done
    }),
  )
}

type Asked = Parameters<pg.Client['query']>

/** What the store asks Postgres when so many messages share a commit, group by group. */
async function recorded(url: string, { thread, ...viewer }: Seat, together: number): Promise<Asked[][]> {
  const store = await openPostgres(url)
  const write = writer(2)
  const groups: Asked[][] = []
  const { query } = pg.Client.prototype
  for (let sent = 0; sent < RECORDED; sent += together) {
    const group: Asked[] = []
    pg.Client.prototype.query = function (this: pg.Client, ...asked: Asked) {
      if (!CONTROL.test(textOf(asked))) group.push(asked.filter((one) => typeof one !== 'function') as Asked)
      return query.apply(this, asked)
    } as typeof query
    const send = () =>
      store.write(viewer.company, async (w) => {
        const draft = compose({ text: write(), files: [], mentions: [] })
        await sendMessage(w, viewer, thread, newId(), draft)
      })
    await Promise.all(Array.from({ length: together }, send))
    groups.push(group)
  }
  pg.Client.prototype.query = query
  await store.close()
  return groups
}

const CONTROL = /^\s*(begin|commit|savepoint|release)/i
const textOf = ([asked]: Asked) => (typeof asked === 'string' ? asked : (asked as pg.QueryConfig).text)

/** Seconds a bare connection takes for it. */
async function replay(url: string, groups: Asked[][]): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const began = performance.now()
  for (const group of groups) {
    await client.query('begin')
    for (const asked of group) await client.query(...asked)
    await client.query('commit')
  }
  const seconds = (performance.now() - began) / 1000
  await client.end()
  return seconds
}
