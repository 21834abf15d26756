/** People who write and read through the balancer while something breaks. */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ServerFrame, ShownMessage } from '../../backend/shown.ts'
import { brokenPromises } from './broken-promises.ts'
import type { NodesTown } from './nodes-town.ts'
import { type Answer, acknowledged, readAll, type Sender, settle, sitDown, writeOn } from './senders.ts'

/** Milliseconds before somebody whose socket was closed comes again. */
const AGAIN = 20
/** Milliseconds in which every reader has been told everything once all is well. */
const TOLD_WITHIN = 30_000
/** The only way in which a server may say no while something is broken. */
const WAITED_FOR = '503 storage_unreachable'

export interface Crowd {
  /** Resolves when so many messages more are acknowledged. */
  acknowledged(more: number): Promise<void>
  /** What is acknowledged from now on may be lost. */
  risk(): void
  /** Everybody stops writing; resolves with what became of it all, when every reader has been told everything. */
  end(): Promise<Seen>
}

export interface Seen {
  messages: ShownMessage[]
  /** What the server answered instead of storing, by status and reason. */
  refusals: Map<string, number>
  /** Answers that never came. */
  unanswered: number
  reconnects: number
  /** How many were acknowledged while that was a risk, and are not there. */
  lost: number
  /** Readers who were told to look at all of it anew, and did. */
  renewed: number
  /** Milliseconds from an acknowledgement until a reader was told. */
  delays: number[]
  /** Milliseconds in which nothing was acknowledged, at most. */
  silence: number
  /** Promises that were not kept, in words. */
  broken: string[]
}

/** Somebody who looks at a card, by one socket after the other, each from where the last one ended. */
interface Reader {
  thread: string
  /** The last message that was there when he began to look. */
  since: number
  told: { message: ShownMessage; position: number; at: number }[]
  /** How often the socket had to be opened again. */
  again: number
  /** How often he had to look at all of it anew. */
  renewed: number
  end(): Promise<void>
}

/** @param pause milliseconds each leaves between two messages */
export async function crowd(
  town: Pick<NodesTown, 'url' | 'open'> & { readAt?: string },
  pause = 0,
): Promise<Crowd> {
  const senders = await sitDown(town)
  const before = await readAll(town, senders)
  const readers = await Promise.all(
    senders.map((sender) => reader(town.readAt ?? town.url, sender, before.get(sender.thread)!.length)),
  )
  const atRisk = new Set<string>()
  let risky = false
  const refusals = new Map<string, number>()
  const stored = new Map<string, number>()
  let unanswered = 0
  let silence = 0
  let last = performance.now()
  let stopped = false

  function answered({ sent }: Sender, { status, reason, milliseconds }: Answer) {
    if (status === 0) unanswered += milliseconds > 0 ? 1 : 0
    else if (status >= 300)
      refusals.set(`${status} ${reason}`, (refusals.get(`${status} ${reason}`) ?? 0) + 1)
    else {
      const now = performance.now()
      stored.set(sent.at(-1)!.id, now)
      if (risky) atRisk.add(sent.at(-1)!.id)
      silence = Math.max(silence, now - last)
      last = now
    }
  }

  const writing = Promise.all(
    senders.map((sender) =>
      writeOn(town, sender, {
        stopped: () => stopped,
        answered: (answer) => answered(sender, answer),
        pause,
      }),
    ),
  )

  return {
    async acknowledged(more) {
      const enough = acknowledged(senders) + more
      while (acknowledged(senders) < enough) await sleep(5)
    },

    risk() {
      risky = true
    },

    async end() {
      stopped = true
      await writing
      const after = await settle(town, senders)
      const lost = letGo(senders, atRisk, after.stored)
      const since = (thread: string, seq = before.get(thread)!.length) => after.stored.get(thread)!.slice(seq)
      const asked = performance.now()
      while (readers.some((one) => readerTroubles(one, since(one.thread, one.since)).length > 0)) {
        if (performance.now() - asked > TOLD_WITHIN) break
        await sleep(5)
      }
      await Promise.all(readers.map((one) => one.end()))
      return {
        messages: [...after.stored.keys()].flatMap(since),
        refusals,
        unanswered,
        reconnects: readers.reduce((sum, { again }) => sum + again, 0),
        lost,
        renewed: readers.reduce((sum, { renewed }) => sum + renewed, 0),
        delays: readers.flatMap(({ told }) =>
          told.flatMap(({ message, at }) => (stored.has(message.id) ? at - stored.get(message.id)! : [])),
        ),
        silence,
        broken: [
          ...brokenPromises(after),
          ...readers.flatMap((one) => readerTroubles(one, since(one.thread, one.since))),
          ...[...refusals.keys()]
            .filter((key) => key !== WAITED_FOR)
            .map((key) => `somebody was told ${key}`),
        ],
      }
    },
  }
}

/** Takes what is not there out of what was sent, where that was a risk; answers with how much it was. */
function letGo(senders: Sender[], atRisk: Set<string>, stored: Map<string, ShownMessage[]>): number {
  const there = new Set([...stored.values()].flat().map(({ id }) => id))
  const lost = senders.flatMap(({ sent }) => sent.filter(({ id }) => atRisk.has(id) && !there.has(id)))
  for (const one of senders) one.sent = one.sent.filter((message) => !lost.includes(message))
  return lost.length
}

async function reader(url: string, sender: Sender, since: number): Promise<Reader> {
  const { token, thread } = sender
  const one: Reader = { thread, since, told: [], again: 0, renewed: 0, end }
  let cursor = await position()
  let socket: WebSocket | undefined
  let stale = false
  let ended = false

  async function position(): Promise<number> {
    const card = await fetch(`${url}/api/card`, { headers: { Authorization: `Bearer ${token}` } })
    return ((await card.json()) as { position: number }).position
  }

  async function look() {
    socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, 'dealthread.v1')
    const closed = new Promise((resolve) => socket!.once('close', resolve))
    socket.on('error', () => {})
    socket.once('open', () => socket!.send(JSON.stringify({ token, after: cursor })))
    socket.on('message', (data) => {
      const frame: ServerFrame = JSON.parse(String(data))
      if ('stale' in frame) {
        stale = true
        socket!.terminate()
      }
      if (!('events' in frame) || stale) return
      for (const event of frame.events) {
        cursor = event.position
        if (event.topic === 'message.sent' && event.data.message.seq > one.since)
          one.told.push({ message: event.data.message, position: event.position, at: performance.now() })
      }
    })
    await closed
  }

  /** What he knows may be another thing by now: he reads all of it, and goes on from there. */
  async function lookAnew() {
    const from = await position()
    const messages = (await readAll({ url }, [sender])).get(thread)!
    Object.assign(one, { since: messages.length, told: [], renewed: one.renewed + 1 })
    cursor = from
    stale = false
  }

  async function lookOn() {
    for (; !ended; one.again += 1) {
      if (stale) await lookAnew().catch(() => {})
      if (!stale) await look()
      if (!ended) await sleep(AGAIN)
    }
  }

  const looking = lookOn()
  async function end() {
    ended = true
    socket?.terminate()
    await looking
    // The last one was closed by us.
    one.again -= 1
  }
  return one
}

function readerTroubles({ thread, told, again }: Reader, messages: ShownMessage[]): string[] {
  const wrong = messages.findIndex(({ id }, place) => told[place]?.message.id !== id)
  if (wrong < 0 && told.length === messages.length) return []
  const around = told.slice(Math.max(0, wrong - 2), wrong + 3)
  const heard = around.map(({ message, position }) => `${message.seq} at ${position}`).join(', ')
  return [
    `a reader of ${thread}, who came again ${again} times, was told ${told.length} of ${messages.length}; ` +
      `where ${messages[wrong]?.seq} was due: ${heard}`,
  ]
}
