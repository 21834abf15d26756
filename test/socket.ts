import { WebSocket } from 'ws'
import type { ClientFrame, ServerFrame, ShownEvent } from '../backend/shown.ts'

/** A live socket as a test sees it: what came, and waiting for what is to come. */
export interface TestSocket {
  frames: ServerFrame[]
  events: ShownEvent[]
  /** Resolves with the first frame, past or to come, that fits. */
  until<T extends ServerFrame>(fits: (frame: ServerFrame) => frame is T): Promise<T>
  /** Resolves when an event of this topic has come, for the nth time. */
  event(topic: ShownEvent['topic'], nth?: number): Promise<ShownEvent>
  say(frame: ClientFrame | string): void
  closed: Promise<number>
  close(): void
  raw: WebSocket
}

export async function liveSocket(
  origin: string,
  greeting: ClientFrame | string,
  path = '/api/live',
): Promise<TestSocket> {
  const raw = new WebSocket(origin.replace('http', 'ws') + path, 'dealthread.v1')
  const frames: ServerFrame[] = []
  const events: ShownEvent[] = []
  const waiting = new Set<() => void>()
  const text = (frame: ClientFrame | string) => (typeof frame === 'string' ? frame : JSON.stringify(frame))

  raw.on('message', (data) => {
    const frame: ServerFrame = JSON.parse(String(data))
    frames.push(frame)
    if ('events' in frame) events.push(...frame.events)
    for (const look of waiting) look()
  })
  const closed = new Promise<number>((resolve) => raw.on('close', resolve))
  await new Promise((opened, failed) => raw.once('open', opened).once('error', failed))
  raw.send(text(greeting))

  function wait<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = look()
        if (found === undefined) return
        waiting.delete(check)
        resolve(found)
      }
      waiting.add(check)
      check()
    })
  }

  return {
    raw,
    frames,
    events,
    closed,
    until: (fits) => wait(() => frames.find(fits)),
    event: (topic, nth = 1) => wait(() => events.filter((event) => event.topic === topic)[nth - 1]),
    say: (frame) => raw.send(text(frame)),
    close: () => raw.close(),
  }
}
