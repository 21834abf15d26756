/** People who write and read through the balancer while something breaks: each says a thing again until it is acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { newId } from '../../backend/ids.ts'
import type { ServerFrame, ShownMessage } from '../../backend/shown.ts'
import { type Line, openLine } from '../line.ts'
import { brokenPromises } from './broken-promises.ts'
import type { NodesTown } from './nodes-town.ts'
import type { Sender, Sent } from './rounds.ts'

const SEATS = [
  { person: '7', deal: 1204 },
  { person: '9', deal: 1204 },
  { person: '11', deal: 1204 },
  { person: '7', deal: 1207 },
  { person: '12', deal: 1207 },
]
/** Milliseconds before something is tried again. */
const AGAIN = 20

/** What somebody who looked was told, and when. */
interface Told {
  message: ShownMessage
  at: number
}

interface Reader {
  thread: string
  told: Told[]
  /** How often the socket had to be opened again. */
  again: number
}

export interface Crowd {
  /** Resolves when so many messages more are acknowledged. */
  acknowledged(more: number): Promise<void>
  /** Everybody stops writing; resolves with what became of it all, when every reader has been told everything. */
  end(): Promise<Outcome>
}

export interface Outcome {
  messages: ShownMessage[]
  /** What the server answered instead of storing, by status and reason. */
  refusals: Map<string, number>
  /** Answers that never came. */
  unanswered: number
  reconnects: number
  /** Milliseconds from acknowledgement until the last reader was told. */
  delays: number[]
  /** Milliseconds in which nothing was acknowledged, at most. */
  silence: number
  /** Promises broken, in words. */
  troubles: string[]
}

export async function crowd(town: Pick<NodesTown, 'url' | 'open'>): Promise<Crowd> {
  const opened = await Promise.all(SEATS.map((seat) => town.open(seat.person, seat.deal)))
  const senders = SEATS.map((seat, place): Sender => {
    const { session, card } = opened[place]!
    const thread = card.threads.find(({ kind }) => kind === 'team')!.id
    return { ...seat, thread, token: session.token, sent: [] }
  })
  const began = await Promise.all(senders.map((sender) => wholeThread(town.url, sender)))
  const readers = senders.map(({ thread }): Reader => ({ thread, told: [], again: -1 }))
  const refusals = new Map<string, number>()
  const acks = new Map<string, number>()
  let unanswered = 0
  let silence = 0
  let last = performance.now()
  let writing = true
  let reading = true
  let heard = () => {}

  async function write(sender: Sender) {
    let line: Line | undefined
    while (writing) {
      const message: Sent = { id: newId(), text: `${sender.person}: ${sender.sent.length}` }
      sender.sent.push(message)
      while (message.seq === undefined) {
        line ??= await openLine(town.url, sender.token).catch(() => undefined)
        const seq = line && (await said(line, sender, message))
        if (typeof seq === 'number') message.seq = seq
        else {
          if (seq === undefined) line = undefined
          await sleep(AGAIN)
        }
      }
      const now = performance.now()
      acks.set(message.id, now)
      silence = Math.max(silence, now - last)
      last = now
      heard()
    }
    line?.close()
  }

  /** Its place in the thread; `refused` when the server would not, nothing when the connection broke. */
  async function said(line: Line, { thread }: Sender, message: Sent): Promise<number | 'refused' | undefined> {
    const path = `/api/threads/${thread}/messages/${message.id}`
    const answer = await line.ask('PUT', path, { text: message.text }).catch(() => undefined)
    if (!answer) {
      unanswered += 1
      return undefined
    }
    const body = JSON.parse(answer.text)
    if (answer.status < 300) return body.seq
    const key = `${answer.status} ${body.error?.reason}`
    refusals.set(key, (refusals.get(key) ?? 0) + 1)
    return 'refused'
  }

  async function read({ token }: Sender, reader: Reader, from: number) {
    let cursor = from
    while (reading) {
      reader.again += 1
      await new Promise<void>((over) => {
        const socket = new WebSocket(`${town.url.replace('http', 'ws')}/api/live`, 'dealthread.v1')
        open.add(socket)
        socket.on('error', () => {})
        socket.once('open', () => socket.send(JSON.stringify({ token, after: cursor })))
        socket.on('message', (data) => {
          const frame: ServerFrame = JSON.parse(String(data))
          if (!('events' in frame)) return
          for (const event of frame.events) {
            cursor = event.position
            if (event.topic === 'message.sent') {
              reader.told.push({ message: event.data.message, at: performance.now() })
              heard()
            }
          }
        })
        socket.once('close', () => {
          open.delete(socket)
          over()
        })
      })
      if (reading) await sleep(AGAIN)
    }
  }

  const open = new Set<WebSocket>()
  const reads = senders.map((sender, place) => read(sender, readers[place]!, opened[place]!.card.position))
  const writes = senders.map(write)

  /** Somebody tells by `heard` when it may have come true. */
  const until = async (fits: () => boolean) => {
    while (!fits()) await new Promise<void>((look) => (heard = look))
  }

  return {
    acknowledged: (more) => {
      const enough = acks.size + more
      return until(() => acks.size >= enough)
    },

    async end() {
      writing = false
      await Promise.all(writes)
      const stored = new Map<string, ShownMessage[]>()
      for (const [place, sender] of senders.entries())
        if (!stored.has(sender.thread))
          stored.set(sender.thread, (await wholeThread(town.url, sender)).slice(began[place]!.length))
      await until(() => readers.every(({ thread, told }) => told.length >= stored.get(thread)!.length))
      reading = false
      for (const socket of open) socket.terminate()
      await Promise.all(reads)
      const messages = [...stored.values()].flat()
      return {
        messages,
        refusals,
        unanswered,
        reconnects: readers.reduce((sum, { again }) => sum + again, 0),
        delays: readers.flatMap(({ told }) => told.map(({ message, at }) => at - acks.get(message.id)!)),
        silence,
        troubles: [
          ...brokenPromises({ senders, stored: counted(stored), unanswered }),
          ...readers.flatMap((reader) => readerTroubles(reader, stored.get(reader.thread)!)),
          ...[...refusals.keys()].filter((key) => !WAITED_FOR.has(key)).map((key) => `somebody was told ${key}`),
        ],
      }
    },
  }

  /** Threads that began empty: what was there before counts as the beginning. */
  function counted(stored: Map<string, ShownMessage[]>) {
    for (const [place, { thread, sent }] of senders.entries()) {
      const before = began[place]!.length
      for (const one of sent) one.seq! -= before
      if (senders.findIndex((other) => other.thread === thread) !== place) continue
      stored.set(
        thread,
        stored.get(thread)!.map((message) => ({ ...message, seq: message.seq - before })),
      )
    }
    return stored
  }
}

/** The only ways in which a server may say no while something is broken. */
const WAITED_FOR = new Set(['503 storage_unreachable'])

function readerTroubles({ thread, told }: Reader, messages: ShownMessage[]): string[] {
  const ids = told.map(({ message }) => message.id)
  const wrong = messages.findIndex(({ id }, place) => ids[place] !== id)
  if (wrong < 0 && ids.length === messages.length) return []
  return [`a reader of ${thread} was told ${ids.length} of ${messages.length}, and something else at ${wrong}`]
}

async function wholeThread(url: string, { token, thread }: Sender): Promise<ShownMessage[]> {
  const line = await openLine(url, token)
  const all: ShownMessage[] = []
  for (;;) {
    const path = `/api/threads/${thread}/messages?after=${all.at(-1)?.seq ?? 0}&limit=100`
    const page: ShownMessage[] = JSON.parse((await line.ask('GET', path)).text).messages
    if (page.length === 0) break
    all.push(...page)
  }
  line.close()
  return all
}
