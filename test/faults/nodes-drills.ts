/** What may happen to an installation of two nodes, made to happen while people write. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { LEASE, NODES } from '../../backend/later/shares.ts'
import { at } from '../bench/quantiles.ts'
import { isReady } from '../server-process.ts'
import type { Outcome } from './drill.ts'
import { crowd, type Seen } from './nodes-people.ts'
import type { NodesTown } from './nodes-town.ts'

/** Seconds by which a lease may seem to end early or late. */
const LATE = 2

/** How long or how often. */
export interface Extent {
  /** Messages before, between and after what happens. */
  messages: number
  /** How often it happens, where it does not last. */
  times: number
  /** Seconds it lasts, where it does. */
  seconds: number
}

/** A new version comes: the nodes are stopped and started one after the other. */
export async function rolling(town: NodesTown, { messages, times }: Extent): Promise<Outcome> {
  const people = await crowd(town)
  for (let n = 0; n < times; n += 1) {
    for (const node of town.nodes) {
      await people.acknowledged(messages)
      await node.stop('SIGTERM')
      await people.acknowledged(messages)
      await node.start()
    }
  }
  await people.acknowledged(messages)
  const after = await people.end()
  return told(`${2 * times} restarts`, after, [
    ...(after.reconnects === 0 ? ['nobody had to come again, so nothing was tried'] : []),
  ])
}

/** A node dies in the middle of a word. */
export async function killed(town: NodesTown, { messages, times }: Extent): Promise<Outcome> {
  const people = await crowd(town)
  for (let n = 0; n < times; n += 1) {
    const node = town.nodes[n % 2]!
    await people.acknowledged(messages)
    await node.stop('SIGKILL')
    await people.acknowledged(messages)
    await node.start()
  }
  await people.acknowledged(messages)
  const after = await people.end()
  return told(`${times} kills`, after, [
    ...(after.unanswered === 0 ? ['every message was answered, so nothing was tried'] : []),
  ])
}

/** The nodes cannot hear each other: what is said is found out by looking, and told at once when they can again. */
export async function deaf(town: NodesTown, { messages, seconds }: Extent): Promise<Outcome> {
  // Where somebody writes, what others wrote is found on the way; so nobody writes where they read.
  const [first, second] = town.nodes
  const apart = { ...town, url: first.url, readAt: second.url }
  const people = await crowd(apart)
  await people.acknowledged(messages)
  town.line.cut()
  await everyNode(town, async ({ url }) => until(async () => (await warnings(url)).length > 0))
  await sleep(seconds * 1000)
  await people.acknowledged(messages)
  town.line.mend()
  await everyNode(town, async ({ url }) => until(async () => (await warnings(url)).length === 0))
  const during = await people.end()

  const again = await crowd(apart)
  await again.acknowledged(messages)
  const after = await again.end()
  const slowest = Math.max(...during.delays)
  const { figures, broken } = told(`deaf for ${seconds} s`, during, after.broken)
  return {
    figures: `${figures}; told within ${Math.round(slowest)} ms, then again in p99 ${Math.round(at(after.delays, 0.99))} ms`,
    broken: [...broken, ...(slowest > 5000 ? [`somebody was told after ${Math.round(slowest)} ms`] : [])],
  }
}

/** The database dies under everybody's hands, and comes back. */
export async function databaseKilled(
  town: NodesTown,
  { messages, seconds, times }: Extent,
): Promise<Outcome> {
  const people = await crowd(town)
  const ready: number[] = []
  for (let n = 0; n < times; n += 1) {
    await people.acknowledged(messages)
    await town.database.kill()
    await everyNode(town, ({ url }) => until(async () => !(await isReady(url))))
    await sleep(seconds * 1000)
    await town.database.start()
    const began = performance.now()
    await everyNode(town, ({ url }) => until(() => isReady(url)))
    ready.push(performance.now() - began)
  }
  await people.acknowledged(messages)
  const after = await people.end()
  const { figures, broken } = told(`${times} times without a database for ${seconds} s`, after)
  const slowest = Math.max(...ready)
  return {
    figures: `${figures}; ready again ${Math.round(slowest)} ms after it`,
    broken: [
      ...broken,
      ...(slowest > 5000 ? [`ready again only after ${Math.round(slowest)} ms`] : []),
      ...(after.refusals.size === 0 ? ['nobody was refused, so nothing was tried'] : []),
    ],
  }
}

/** A node whose machine is five minutes ahead, and then five behind. */
export async function skewed(town: NodesTown, { messages }: Extent): Promise<Outcome> {
  const [, second] = town.nodes
  const seen: Seen[] = []
  const troubles: string[] = []
  for (const minutes of [5, -5]) {
    await second.stop()
    await second.start({ NODE_OPTIONS: `--import=${skewedBy(minutes)}` })
    const people = await crowd(town)
    await people.acknowledged(messages)
    const asked = Date.now()
    const after = await people.end()
    seen.push(after)
    const furthest = Math.max(...after.messages.map((one) => Date.parse(one.at) - asked))
    const oldest = Math.max(...after.messages.map((one) => asked - Date.parse(one.at)))
    if (furthest > 60_000 || oldest > 60_000) troubles.push(`a message is dated ${minutes} minutes away`)
    troubles.push(...after.messages.flatMap(datedBackwards))
    troubles.push(...(await leaseTroubles(town)))
  }
  await second.stop()
  await second.start()
  const [ahead, behind] = seen as [Seen, Seen]
  return told('5 minutes ahead, then 5 behind', ahead, [...behind.broken, ...troubles])
}

/** What a dead node was to do by the clock another does, and nobody did it meanwhile. */
export async function takenOver(town: NodesTown): Promise<Outcome> {
  const [first, second] = town.nodes
  await until(async () => (await leases(town)).length === 2, 60_000)
  await second.stop('SIGKILL')
  const began = performance.now()
  await until(async () => (await leases(town)).length === 1, 90_000)
  const seconds = Math.round((performance.now() - began) / 1000)
  const troubles = await leaseTroubles(town)
  await second.start()
  await until(async () => (await leases(town)).length === 2, 60_000)
  if (!(await isReady(first.url))) troubles.push('the node that lived is not ready')
  return {
    figures: `a dead node's recurring work was another's after ${seconds} s, and shared again with the next`,
    broken: troubles,
  }
}

function told(what: string, seen: Seen, more: string[] = []): Outcome {
  const { messages, refusals, unanswered, reconnects, silence, broken } = seen
  const refused = [...refusals].map(([key, times]) => `${times} x ${key}`).join(', ') || 'no refusal'
  return {
    figures:
      `${what}: ${messages.length} messages, ${unanswered} unanswered and sent again, ${refused}, ` +
      `${reconnects} sockets opened again, silent for ${Math.round(silence)} ms at most`,
    broken: [...broken, ...more],
  }
}

/** Messages come in the order of the thread; their times may not run back by more than two nodes may differ. */
function datedBackwards(
  message: { at: string; seq: number },
  place: number,
  all: { at: string; seq: number }[],
) {
  const before = all[place - 1]
  if (!before || before.seq > message.seq) return []
  const back = Date.parse(before.at) - Date.parse(message.at)
  return back > 1000 ? [`message ${message.seq} is dated ${back} ms before the one before it`] : []
}

/** Nodes that do recurring work, with how many shares each. */
async function leases({ database }: NodesTown): Promise<{ shares: number; seconds: number }[]> {
  return asked(
    database.url,
    `select n.id, count(s.number)::int as shares, extract(epoch from n.until - now())::float8 as seconds
     from node n join share s on s.company = n.company and s.node = n.id where n.company = '${NODES}' group by 1, 3`,
  )
}

/** Work that changes hands is nobody's between two signs of life; then all of it is somebody's again. */
async function leaseTroubles(town: NodesTown): Promise<string[]> {
  const shared = async () => (await leases(town)).reduce((sum, { shares }) => sum + shares, 0) === 64
  await until(shared, 60_000)
  const untimely = (await leases(town)).filter(
    ({ seconds }) => seconds < -LATE || seconds > LEASE / 1000 + LATE,
  )
  return untimely.map(({ seconds }) => `a lease ends in ${Math.round(seconds)} s`)
}

async function asked<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client(url)
  await client.connect()
  return client
    .query<Row>(query)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

/** Makes Node believe in another time than its machine's; what only goes forward is left alone. */
function skewedBy(minutes: number): string {
  const program = `const Real = Date; const by = ${minutes} * 60000
    globalThis.Date = class extends Real {
      constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + by) }
      static now() { return Real.now() + by }
    }`
  return `data:text/javascript,${encodeURIComponent(program)}`
}

async function warnings(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/readyz`)
  return ((await answer.json()) as { warnings?: string[] }).warnings ?? []
}

const everyNode = (town: NodesTown, act: (node: NodesTown['nodes'][0]) => Promise<void>) =>
  Promise.all(town.nodes.map(act))

/** Looks again and again: what is waited for tells nobody. */
async function until(fits: () => Promise<boolean>, most = 30_000) {
  for (const began = performance.now(); !(await fits()); await sleep(20))
    if (performance.now() - began > most) throw new Error('what was waited for did not come')
}
