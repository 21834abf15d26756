/** Asks a world whatever comes to mind, by HTTP and by socket, and notes every answer that was not promised. */
import { setTimeout as sleep } from 'node:timers/promises'
import { statusOf } from '../../backend/refused.ts'
import { atHome } from '../at-home.ts'
import { random } from '../bench/texts.ts'
import { liveSocket } from '../socket.ts'
import type { TestStores } from '../stores.ts'
import { people, world } from '../world.ts'
import { type Call, callsIn, madeUp } from './calls.ts'
import { brokenJson, type Chance, fitting, oneOf, type Schema, spoiled } from './values.ts'

export interface Fuzzed {
  requests: number
  /** Answers by status. */
  statuses: Map<number, number>
  frames: number
  troubles: string[]
}

/** Milliseconds after which an answer counts as never given. */
const PATIENCE = 20_000
const KNOWN_MOST = 400
const FRAMES = 200
/** Places the socket may be closed with, and what it may say by itself. */
const CLOSINGS = [1000, 1005, 1006, 1007, 1009, 1013, 4400, 4401, 4429]
/** What a message over the socket is made of. */
const UUID: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
}
const SENT: Schema = {
  type: 'object',
  properties: {
    id: UUID,
    thread: UUID,
    text: { type: 'string' },
    replyTo: UUID,
    mentions: { type: 'array', items: { type: 'string' } },
  },
  required: ['id', 'thread', 'text'],
}

export async function fuzz(
  stores: TestStores,
  { requests, seed }: { requests: number; seed: number },
): Promise<Fuzzed> {
  const chance = random(seed)
  const troubles: string[] = []
  let over = false
  const log = {
    write(line: string) {
      // What is cut off by the end of the world is not what was asked.
      if (!over) troubles.push(`seed ${seed}: logged ${line.slice(0, 2000)}`)
    },
  }
  const w = await world(stores, { env: { LOG_LEVEL: 'error' }, log })
  const statuses = new Map<number, number>()
  // Not those who ask: an administrator may dismiss whom he likes.
  const { admin: _, manager: __, head: ___, ...others } = people
  const ways: string[][] = []
  const known = [...Object.values(others), 'deal:1204', 'customs', 'ru', '👍']
  try {
    const calls = callsIn(await (await w.http.request('/api/openapi.json')).json())
    let seats = await sitDown()
    for (let asked = 0; asked < requests; asked += 1) {
      const call = oneOf(chance, calls)
      const token = chance() < 0.03 ? `${w.company}.${'x'.repeat(43)}` : seatFor(call, seats)
      const { status, text, path } = await ask(call, token, asked)
      if (status < 300 && call.path.includes('{')) remember(path)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      learn(text)
      // Among what is asked is to end one's own session.
      if (status === 401 && Object.values(seats).includes(token)) seats = await sitDown()
    }
    const frames = await talk(await w.listen(), seats.card)
    return { requests, statuses, frames, troubles }
  } finally {
    over = true
    await w.stop()
  }

  async function sitDown() {
    const card = await w.open(people.manager)
    const message = await card.say('Документы по сделке')
    known.push(card.team, message.id)
    remember(`/api/threads/${card.team}/messages/${message.id}`)
    return {
      card: card.token,
      head: (await w.open(people.head)).token,
      home: (await atHome(w, people.admin)).token,
    }
  }

  function seatFor({ path }: Call, seats: Awaited<ReturnType<typeof sitDown>>) {
    const inCard = /^\/api\/(threads|card|files|facts|events|search|documents|situations|invites)\b/.test(
      path,
    )
    if (chance() < 0.1) return oneOf(chance, Object.values(seats))
    return inCard ? (chance() < 0.7 ? seats.card : seats.head) : seats.home
  }

  async function ask(call: Call, token: string, asked: number) {
    const { method, path, headers, body } = madeUp(call, chance, known, ways)
    const what = `seed ${seed}, request ${asked}: ${method} ${path.slice(0, 300)} ${body?.slice(0, 300) ?? ''}`
    const late = new AbortController()
    const answer = await Promise.race([
      answered(method, path, { ...headers, Authorization: `Bearer ${token}` }, body),
      sleep(PATIENCE, undefined, { signal: late.signal }).catch(() => undefined),
    ])
    late.abort()
    if (!answer) {
      troubles.push(`${what}: no answer`)
      return { status: 0, text: '', path }
    }
    const trouble = troubleWith(answer)
    if (trouble) troubles.push(`${what}: ${trouble}: ${answer.status} ${answer.text.slice(0, 300)}`)
    return { ...answer, path }
  }

  function remember(path: string) {
    const [way = ''] = path.split('?')
    if (ways.length < KNOWN_MOST) ways.push(way.split('/'))
    else ways[Math.floor(chance() * ways.length)] = way.split('/')
  }

  async function answered(method: string, path: string, headers: Record<string, string>, body?: string) {
    const response = await w.http.request(path, { method, headers, ...(body !== undefined && { body }) })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    }
  }

  function learn(text: string) {
    for (const id of text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []) {
      if (known.length < KNOWN_MOST) known.push(id)
      else if (chance() < 0.05) known[10 + Math.floor(chance() * (known.length - 10))] = id
    }
  }

  /** Sockets that are told nonsense close by a code of ours, and the server goes on. */
  async function talk(origin: string, token: string): Promise<number> {
    let said = 0
    const count = Math.max(10, Math.floor(requests / FRAMES))
    for (let opened = 0; opened < count; opened += 1) {
      const greeting = chance() < 0.5 ? { token, after: 0 } : spoiled({ token, after: 0 }, chance)
      const socket = await liveSocket(origin, JSON.stringify(greeting) ?? '')
      for (let frame = 0; frame < 10; frame += 1, said += 1) socket.say(oddFrame(chance))
      const code = await Promise.race([socket.closed, sleep(300).then(() => undefined)])
      socket.close()
      if (code !== undefined && !CLOSINGS.includes(code))
        troubles.push(`seed ${seed}: a socket closed with ${code}`)
      for (const frame of socket.frames) {
        if ('refused' in frame && !Object.hasOwn(statusOf, frame.refused.reason))
          troubles.push(`seed ${seed}: a socket was refused as ${frame.refused.reason}`)
      }
      w.clock.advance(1000)
    }
    const { status } = await w.http.request('/readyz')
    if (status !== 200) troubles.push(`seed ${seed}: not ready after odd frames: ${status}`)
    return said
  }

  function oddFrame(chance: Chance): string {
    const thread = { type: 'string', pattern: '[0-9a-f]{8}' }
    const typing = fitting(
      { type: 'object', properties: { thread, on: { type: 'boolean' } }, required: ['thread', 'on'] },
      chance,
      known,
    )
    const send = fitting(SENT, chance, known)
    const meant = oneOf(chance, [{ typing }, { send }, { send }, { ping: true }])
    return chance() < 0.2
      ? brokenJson(chance).slice(0, 60_000)
      : JSON.stringify(chance() < 0.5 ? meant : spoiled(meant, chance))
  }
}

/** What an answer is not: a failure of ours, an error without a reason, or more than anybody should be told. */
function troubleWith({ status, type, text }: { status: number; type: string | null; text: string }) {
  if (/\n\s+at \S+ \(|node_modules|SQLITE_|select .* from "/.test(text)) return 'it tells of our insides'
  if (status < 400) return undefined
  if (!type?.startsWith('application/json')) return 'an error that is no JSON'
  const { reason } = (JSON.parse(text) as { error?: { reason?: string } }).error ?? {}
  if (!reason || !Object.hasOwn(statusOf, reason)) return 'an error without a reason of the contract'
  if (status >= 500 && reason !== 'host_unreachable' && reason !== 'storage_full') return 'a failure'
  return undefined
}
