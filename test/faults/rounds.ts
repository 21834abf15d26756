/** Kills the server in the middle of sending, again and again, and looks at what is left. */
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { random } from '../bench/texts.ts'
import { type Line, openLine } from '../line.ts'
import { type Served, served } from '../served.ts'

const SENDERS = [
  { person: '7', deal: 1204 },
  { person: '9', deal: 1204 },
  { person: '11', deal: 1204 },
  { person: '7', deal: 1207 },
  { person: '9', deal: 1207 },
  { person: '12', deal: 1207 },
]
/** The moment of a kill: milliseconds after the senders have begun. */
const SOONEST = 100
const LATEST = 700

export interface Sent {
  id: string
  text: string
  /** As it was acknowledged, when it was. */
  seq?: number
}

/** One person at one card, who writes a message after the other. */
export interface Sender {
  person: string
  deal: number
  thread: string
  token: string
  sent: Sent[]
}

export interface Aftermath {
  senders: Sender[]
  /** What the threads hold, by thread, in the order of the pages. */
  stored: Map<string, ShownMessage[]>
  /** How many sends had no answer when the server died. */
  unanswered: number
}

/** Sends as fast as it can, kills the server at a moment that only `seed` decides, starts it again, sends the rest again. */
export async function killInTheMiddle(rounds: number, seed: number): Promise<Aftermath> {
  const chance = random(seed)
  const server = await served(['backend/main.ts'])
  try {
    const senders = await Promise.all(SENDERS.map((seat) => sitDown(server, seat)))
    let unanswered = 0
    for (let round = 0; round < rounds; round += 1) {
      const killed = sleep(SOONEST + chance() * (LATEST - SOONEST)).then(() => server.stop('SIGKILL'))
      await Promise.all(senders.map((sender) => sendUntilBroken(server, sender)))
      await killed
      await server.start()
      const open = await Promise.all(senders.map((sender) => sendAgain(server, sender)))
      unanswered += open.reduce((sum, count) => sum + count, 0)
    }
    const stored = new Map<string, ShownMessage[]>()
    for (const sender of senders) {
      if (!stored.has(sender.thread)) stored.set(sender.thread, await wholeThread(server, sender))
    }
    return { senders, stored, unanswered }
  } finally {
    await server.end()
  }
}

async function sitDown(server: Served, { person, deal }: (typeof SENDERS)[number]): Promise<Sender> {
  const { session, card } = await server.open(person, deal)
  const thread = card.threads.find(({ kind }) => kind === 'team')!.id
  return { person, deal, thread, token: session.token, sent: [] }
}

async function sendUntilBroken(server: Served, sender: Sender) {
  const line = await openLine(server.url, sender.token)
  for (;;) {
    const message: Sent = { id: newId(), text: `${sender.person}: ${sender.sent.length}` }
    sender.sent.push(message)
    try {
      await send(line, sender, message)
    } catch (error) {
      if (error instanceof NotSent) throw error
      // The connection broke: nobody knows whether it was stored.
      return
    }
  }
}

/** Sends everything that was not acknowledged under the same ids; answers how many. */
async function sendAgain(server: Served, sender: Sender): Promise<number> {
  const line = await openLine(server.url, sender.token)
  const open = sender.sent.filter(({ seq }) => seq === undefined)
  for (const message of open) await send(line, sender, message)
  line.close()
  return open.length
}

class NotSent extends Error {}

async function send(line: Line, { thread }: Sender, message: Sent) {
  const path = `/api/threads/${thread}/messages/${message.id}`
  const { status, text } = await line.ask('PUT', path, { text: message.text })
  if (status !== 200 && status !== 201) throw new NotSent(`${status} ${text}`)
  message.seq = JSON.parse(text).seq
}

async function wholeThread(server: Served, { token, thread }: Sender): Promise<ShownMessage[]> {
  const line = await openLine(server.url, token)
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
