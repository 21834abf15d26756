/**
 * A message is stored durably and told to 1, 5 and 50 people who look on: how many a second, and how soon the last of them
 * knows. Beside it, in turns, the least such a server can be (delivering-bare.ts).
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { served } from '../served.ts'
import { type Audience, audience, type Place, type Road } from './delivering-audience.ts'
import { roomsOf } from './delivering-rooms.ts'
import type { Extent } from './extent.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import { at, median } from './quantiles.ts'
import { workedBy } from './resident.ts'

const SIZES = {
  small: { told: [1, 5], rounds: 1, seconds: 1, offered: 100 },
  usual: { told: [1, 5, 50], rounds: 3, seconds: 3, offered: 500 },
}
/**
 * Messages a second of servers that cannot be run beside us, told to 1, 5 and 50, all in one run on one machine of two
 * cores: the bare server, the better of ejabberd and Tinode over Postgres, Mattermost. What they would do here is worked out
 * by what the bare server does here.
 */
const ELSEWHERE: Record<number, { bare: number; neighbour: number; mattermost: number }> = {
  1: { bare: 21_974, neighbour: 2607, mattermost: 200 },
  5: { bare: 19_946, neighbour: 1919, mattermost: 209 },
  50: { bare: 15_687, neighbour: 781, mattermost: 127 },
}

export async function delivering(node: string[], extent: Extent): Promise<Figure[]> {
  const { told, rounds, seconds, offered } = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(node)
  const bare = fork('test/bench/delivering-bare.ts', { execArgv: ['--disable-warning=ExperimentalWarning'] })
  try {
    bare.send({ file: join(server.folder, 'bare.db') })
    const [{ url }] = await once(bare, 'message')
    const places = { ours: await roomsOf(server, Math.max(...told)), bare: bareAt(url) }
    const figures: Figure[] = []
    for (const people of told) {
      const crowds = { ours: await audience(places.ours, people), bare: await audience(places.bare, people) }
      figures.push(...(await measured(crowds, { server: server.url, people, rounds, seconds, offered })))
      for (const crowd of Object.values(crowds)) crowd.end()
    }
    return figures
  } finally {
    bare.kill()
    await server.end()
  }
}

type Crowds = Record<'ours' | 'bare', Audience>

interface Load {
  /** Ours. */
  server: string
  people: number
  rounds: number
  seconds: number
  /** Messages a second. */
  offered: number
}

const ROADS: Road[] = ['socket', 'http']

async function measured(
  crowds: Crowds,
  { server, people, rounds, seconds, offered }: Load,
): Promise<Figure[]> {
  const runs = ROADS.flatMap((road) =>
    Object.values(crowds).map((crowd) => ({ crowd, road, rates: [] as number[] })),
  )
  for (const { crowd, road } of runs) await crowd.fast(road, 1)
  // In turns, so that whatever else the machine does befalls all of them.
  for (let round = 0; round < rounds; round += 1) {
    for (const { crowd, road, rates } of runs) rates.push(await crowd.fast(road, seconds))
  }
  const rateOf = (crowd: Audience, road: Road) =>
    median(runs.find((run) => run.crowd === crowd && run.road === road)!.rates)
  const { ours, bare } = crowds
  const elsewhere = ELSEWHERE[people]!
  const here = rateOf(bare, 'socket') / elsewhere.bare
  const offers: { ours: number[]; bare: number[]; cores: Cores }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const working = await begin(server)
    const delays = await ours.at('http', offered, 2 * seconds)
    const cores = await working()
    offers.push({ ours: delays, bare: await bare.at('http', offered, 2 * seconds), cores })
  }
  const p99 = (who: keyof Crowds) => median(offers.map((offer) => at(offer[who], 0.99)))

  const name = `stored and told to ${people}`
  const bySocket = { unit: '1/s', ours: rateOf(ours, 'socket') }
  const byHttp = { unit: '1/s', ours: rateOf(ours, 'http') }
  const also = {
    sentBy: 'HTTP',
    by: 'what it did elsewhere, times what the bare server does here',
    scale: here,
  }
  return [
    atLeast(0.35, {
      name: `${name}, sent by socket, beside bare sockets`,
      ...{ ...bySocket, limit: rateOf(bare, 'socket') },
    }),
    atLeast(0.35, {
      name: `${name}, sent by HTTP, beside bare HTTP`,
      ...{ ...byHttp, limit: rateOf(bare, 'http') },
    }),
    atLeast(2, {
      name: `${name}, beside the best neighbour`,
      ...{ ...byHttp, limit: elsewhere.neighbour * here, also },
    }),
    atLeast(20, {
      name: `${name}, beside Mattermost`,
      ...{ ...byHttp, limit: elsewhere.mattermost * here, also },
    }),
    atMost(1, {
      name: `${name} at ${offered}/s, the last, p99`,
      ...{ unit: 'ms', ours: p99('ours'), limit: 50 },
      also: {
        sentBy: 'HTTP',
        p50: median(offers.map((offer) => at(offer.ours, 0.5))),
        rounds: offers.map((offer) => at(offer.ours, 0.99)),
        bareP99: p99('bare'),
        ...offers.at(-1)!.cores,
      },
    }),
  ]
}

type Cores = Record<'serverCore' | 'driverCore', number>

/** Which share of a core the server works from now on, and which we who offer and receive do: they have the same cores. */
async function begin(server: string): Promise<() => Promise<Cores>> {
  const [began, worked, drove] = [performance.now(), await workedBy(server), process.cpuUsage()]
  return async () => {
    const milliseconds = performance.now() - began
    const { user, system } = process.cpuUsage(drove)
    return {
      serverCore: (1000 * ((await workedBy(server)) - worked)) / milliseconds,
      driverCore: (user + system) / 1000 / milliseconds,
    }
  }
}

/** Rooms by their numbers; nobody asks who comes in. */
function bareAt(url: string): Place {
  const room = (n: number) => ({ url, token: 'nobody', thread: String(n) })
  const toldOf = (frame: unknown) => [(frame as { id: string }).id]
  return {
    sender: room,
    listener: room,
    greeting: () => undefined,
    toldOf,
    speaking: {
      path: '/api/say',
      sent: (_, id, text) => ({ id, text }),
      acknowledged: (frame) => toldOf(JSON.parse(frame))[0],
    },
  }
}
