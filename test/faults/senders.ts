/** People who write one message after the other, whatever happens to the server meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../backend/ids.ts'
import type { ShownMessage } from '../../backend/shown.ts'
import { type Line, openLine } from '../line.ts'
import type { Served } from '../served.ts'

/** Where they are, whatever stands behind it. */
type Place = Pick<Served, 'url' | 'open'>

const SEATS = [
  { person: '7', deal: 1204 },
  { person: '9', deal: 1204 },
  { person: '11', deal: 1204 },
  { person: '7', deal: 1207 },
  { person: '9', deal: 1207 },
  { person: '12', deal: 1207 },
]
/** Milliseconds after which somebody who was refused or cut off tries again. */
const PATIENCE = 20

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
}

/** How a send went. */
export interface Answer {
  /** 0 when there was none: nobody was there, or the connection broke. */
  status: number
  reason?: string
  /** From the sending; 0 when nothing could be sent. */
  milliseconds: number
}

/** Six people at two cards, or so many of them. */
export function sitDown(server: Place, count = SEATS.length): Promise<Sender[]> {
  return Promise.all(
    SEATS.slice(0, count).map(async ({ person, deal }) => {
      const { session, card } = await server.open(person, deal)
      const thread = card.threads.find(({ kind }) => kind === 'team')!.id
      return { person, deal, thread, token: session.token, sent: [] }
    }),
  )
}

interface Writing {
  stopped(): boolean
  answered?: ((answer: Answer) => void) | undefined
  /** Milliseconds between two messages. */
  pause?: number
}

/** Writes until stopped; what was refused or had no answer is sent again before anything else is. */
export async function writeOn(
  server: Pick<Place, 'url'>,
  sender: Sender,
  { stopped, answered, pause = 0 }: Writing,
) {
  let line: Line | undefined
  while (!stopped()) {
    let began: number | undefined
    try {
      line ??= await openLine(server.url, sender.token)
      const last = sender.sent.at(-1)
      const message = last && last.seq === undefined ? last : begin(sender)
      began = performance.now()
      const answer = await send(line, sender, message)
      answered?.(answer)
      if (answer.status < 300) {
        if (pause > 0) await sleep(pause)
        continue
      }
    } catch {
      // Nobody is there, or nobody knows whether it was stored.
      answered?.({ status: 0, milliseconds: began ? performance.now() - began : 0 })
      line?.close()
      line = undefined
    }
    await sleep(PATIENCE)
  }
  line?.close()
}

export function begin(sender: Sender): Sent {
  const message: Sent = { id: newId(), text: `${sender.person}: ${sender.sent.length}` }
  sender.sent.push(message)
  return message
}

/** Sends one message; rejects when the connection breaks before the answer. */
export async function send(line: Line, { thread }: Sender, message: Sent): Promise<Answer> {
  const began = performance.now()
  const path = `/api/threads/${thread}/messages/${message.id}`
  const { status, text } = await line.ask('PUT', path, { text: message.text })
  const milliseconds = performance.now() - began
  const body = JSON.parse(text)
  if (status === 200 || status === 201) message.seq = body.seq
  return { status, milliseconds, ...(body.error && { reason: body.error.reason }) }
}

/** Sends what was not acknowledged once more, under the same ids, and reads everything; answers how much was sent again. */
export async function settle(
  server: Pick<Place, 'url'>,
  senders: Sender[],
): Promise<Aftermath & { again: number }> {
  let again = 0
  for (const sender of senders) {
    const line = await openLine(server.url, sender.token)
    for (const message of sender.sent.filter(({ seq }) => seq === undefined)) {
      const { status, reason } = await send(line, sender, message)
      if (status >= 300) throw new Error(`refused after all was well again: ${status} ${reason}`)
      again += 1
    }
    line.close()
  }
  return { senders, stored: await readAll(server, senders), again }
}

/** What the threads hold, by thread. */
export async function readAll(server: Pick<Place, 'url'>, senders: Sender[]): Promise<Aftermath['stored']> {
  const stored: Aftermath['stored'] = new Map()
  for (const { thread, token } of senders) {
    if (!stored.has(thread)) stored.set(thread, await readThread(server.url, token, thread))
  }
  return stored
}

async function readThread(url: string, token: string, thread: string): Promise<ShownMessage[]> {
  const line = await openLine(url, token)
  const all: ShownMessage[] = []
  for (;;) {
    const path = `/api/threads/${thread}/messages?after=${all.at(-1)?.seq ?? 0}&limit=100`
    const { status, text } = await line.ask('GET', path)
    if (status !== 200) throw new Error(`a page of ${thread} was refused: ${status} ${text}`)
    const page: ShownMessage[] = JSON.parse(text).messages
    if (page.length === 0) break
    all.push(...page)
  }
  line.close()
  return all
}

export const acknowledged = (senders: Sender[]) =>
  senders.reduce((sum, { sent }) => sum + sent.filter(({ seq }) => seq !== undefined).length, 0)
