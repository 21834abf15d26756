/**
 * A message is stored durably and told to 1, 5 and 50 people who look on: how many a second, and how soon the last of them
 * knows. Beside it, in turns, the least such a server can be (delivering-bare.ts).
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { served } from '../served.ts'
import { type Audience, audience, type Place } from './delivering-audience.ts'
import { roomsOf } from './delivering-rooms.ts'
import type { Extent } from './extent.ts'
import { atLeast, atMost, type Figure } from './figure.ts'
import { at, median } from './quantiles.ts'

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
    const places = {
      ours: await roomsOf(server, Math.max(...told)),
      bare: bareAt(url, 'socket'),
      byHttp: bareAt(url, 'http'),
    }
    const figures: Figure[] = []
    for (const people of told) {
      const crowds = {
        ours: await audience(places.ours, people),
        bare: await audience(places.bare, people),
        byHttp: await audience(places.byHttp, people),
      }
      figures.push(...(await measured(crowds, { people, rounds, seconds, offered })))
      for (const crowd of Object.values(crowds)) crowd.end()
    }
    return figures
  } finally {
    bare.kill()
    await server.end()
  }
}

type Crowds = Record<'ours' | 'bare' | 'byHttp', Audience>

async function measured(
  crowds: Crowds,
  { people, rounds, seconds, offered }: { people: number; rounds: number; seconds: number; offered: number },
): Promise<Figure[]> {
  const rates: Record<keyof Crowds, number[]> = { ours: [], bare: [], byHttp: [] }
  const names = Object.keys(crowds) as (keyof Crowds)[]
  for (const name of names) await crowds[name].fast(1)
  // In turns, so that whatever else the machine does befalls all of them.
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) rates[name].push(await crowds[name].fast(seconds))
  }
  const [ours, bare, byHttp] = [median(rates.ours), median(rates.bare), median(rates.byHttp)]
  const elsewhere = ELSEWHERE[people]!
  const here = bare / elsewhere.bare
  const delays = await crowds.ours.at(offered, 2 * seconds)
  const bareDelays = await crowds.bare.at(offered, 2 * seconds)

  const name = `stored and told to ${people}`
  const figure = { unit: '1/s', ours }
  const also = { by: 'what it did elsewhere, times what the bare server does here', scale: here }
  return [
    atLeast(0.35, { name: `${name}, beside bare sockets`, ...figure, limit: bare, also: { sentBy: 'HTTP' } }),
    atLeast(0.35, { name: `${name}, beside bare HTTP`, ...figure, limit: byHttp }),
    atLeast(2, {
      name: `${name}, beside the best neighbour`,
      ...{ ...figure, limit: elsewhere.neighbour * here, also },
    }),
    atLeast(20, {
      name: `${name}, beside Mattermost`,
      ...{ ...figure, limit: elsewhere.mattermost * here, also },
    }),
    atMost(1, {
      name: `${name} at ${offered}/s, the last, p99`,
      ...{ unit: 'ms', ours: at(delays, 0.99), limit: 50 },
      also: { p50: at(delays, 0.5), bareP99: at(bareDelays, 0.99) },
    }),
  ]
}

/** Rooms by their numbers; nobody asks who comes in. */
function bareAt(url: string, sending: Place['sending']): Place {
  const room = (n: number) => ({ url, token: 'nobody', thread: String(n) })
  return {
    sending,
    sender: room,
    listener: room,
    greeting: () => undefined,
    toldOf: (frame) => [(frame as { id: string }).id],
  }
}
