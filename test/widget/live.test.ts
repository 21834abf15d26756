import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EventPage, ServerFrame, ShownEvent } from '../../backend/shown.ts'
import type { Result } from '../../widget/api.ts'
import { goLive, type Line } from '../../widget/live.ts'
import { aMessage } from './a-card.ts'

class FakeSocket {
  readyState: number = WebSocket.CONNECTING
  said: unknown[] = []
  onopen: (() => void) | undefined
  onmessage: ((event: { data: string }) => void) | undefined
  onclose: ((event: { code: number }) => void) | undefined

  send(frame: string) {
    this.said.push(JSON.parse(frame))
  }
  close() {
    this.readyState = WebSocket.CLOSED
  }
  /** The server takes the call. */
  open(...frames: ServerFrame[]) {
    this.readyState = WebSocket.OPEN
    this.onopen?.()
    for (const frame of frames) this.hears(frame)
  }
  hears(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  /** The server, or the network, hangs up. */
  breaks(code = 1006) {
    this.readyState = WebSocket.CLOSED
    this.onclose?.({ code })
  }
}

let sockets: FakeSocket[]
let heard: ServerFrame[]
let statuses: string[]
let pages: Result<EventPage>[]
let polled: number[]
let renewals: boolean[]
let fresh: number[]
let lost: number
let token: string
let line: Line

const latest = () => sockets.at(-1) as FakeSocket
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)
const event = (position: number): ShownEvent => ({
  position,
  topic: 'message.sent',
  data: { message: aMessage(position) },
})

beforeEach(() => {
  vi.useFakeTimers()
  sockets = []
  heard = []
  statuses = []
  pages = []
  polled = []
  renewals = []
  fresh = []
  lost = 0
  token = 'first'
  line = goLive({
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    token: () => token,
    after: 10,
    events: async (after) => {
      polled.push(after)
      return pages.shift() ?? { ok: true, value: { events: [], head: after } }
    },
    hear: (frame) => heard.push(frame),
    refresh: async () => fresh.shift(),
    renew: async () => renewals.shift() ?? false,
    onStatus: (status) => {
      if (statuses.at(-1) !== status) statuses.push(status)
    },
    onAccessLost: () => lost++,
    onLeft: () => {},
    random: () => 1,
  })
})
afterEach(() => {
  line.hangUp()
  vi.useRealTimers()
})

describe('the live line', () => {
  test('proves who it is and where it goes on from, and is online once the server speaks', () => {
    latest().open()
    expect(latest().said).toEqual([{ token: 'first', after: 10 }])
    expect(statuses).toEqual(['connecting'])
    latest().hears({ head: 10 })
    expect(statuses).toEqual(['connecting', 'online'])
  })

  test('resumes from the last position it heard', async () => {
    latest().open({ events: [event(11), event(12)], head: 12 })
    latest().breaks()
    await seconds(1)
    expect(sockets).toHaveLength(2)
    latest().open()
    expect(latest().said[0]).toEqual({ token: 'first', after: 12 })
  })

  test('goes on from the head it was told, for not everything on the way concerned it', async () => {
    latest().open({ events: [event(11)], head: 30 })
    latest().breaks()
    await seconds(1)
    latest().open({ head: 40 })
    expect(latest().said[0]).toMatchObject({ after: 30 })
    latest().breaks()
    await seconds(1)
    latest().open()
    expect(latest().said[0]).toMatchObject({ after: 40 })
  })

  test('waits longer each time the server does not answer, up to thirty seconds', async () => {
    latest().open({ head: 10 })
    latest().breaks()
    await seconds(0.9)
    expect(sockets).toHaveLength(1)
    await seconds(0.1)
    expect(sockets).toHaveLength(2)
  })

  test('says it is still there, and gives up a socket that has gone silent', async () => {
    latest().open({ head: 10 })
    await seconds(20)
    expect(latest().said).toContainEqual({ ping: true })
    await seconds(25)
    expect(latest().readyState).toBe(WebSocket.CLOSED)
    await seconds(1)
    expect(sockets).toHaveLength(2)
  })

  test('polls when two sockets in a row do not open, and returns to the socket when one does', async () => {
    pages = [{ ok: true, value: { events: [event(11)], head: 15 } }]
    latest().breaks()
    await seconds(1)
    latest().breaks()
    await seconds(0)
    expect(polled).toEqual([10])
    expect(heard).toEqual([{ events: [event(11)], head: 15 }])
    expect(statuses.at(-1)).toBe('online')
    await seconds(3)
    expect(polled).toEqual([10, 15])
    await seconds(60)
    expect(sockets).toHaveLength(3)
    latest().open({ head: 15 })
    const before = polled.length
    await seconds(30)
    expect(polled).toHaveLength(before)
  })

  test('is not online while polling fails', async () => {
    pages = [{ ok: false, reason: 'unreachable', message: '', retryable: true }]
    latest().breaks()
    await seconds(1)
    latest().breaks()
    await seconds(0)
    expect(statuses.at(-1)).toBe('connecting')
  })

  test('takes a fresh snapshot when it is too far behind, and goes on from there', async () => {
    fresh = [500]
    latest().open({ stale: true })
    await seconds(0)
    latest().open()
    expect(latest().said[0]).toMatchObject({ after: 500 })
  })

  test('proves itself again when the session is over', async () => {
    renewals = [true]
    latest().open({ head: 10 })
    token = 'second'
    latest().breaks(4401)
    await seconds(0)
    latest().open()
    expect(latest().said[0]).toMatchObject({ token: 'second' })
  })

  test('is over when access is lost', async () => {
    latest().open({ head: 10 })
    latest().breaks(4403)
    await seconds(120)
    expect(lost).toBe(1)
    expect(sockets).toHaveLength(1)
  })

  test('comes back at once when it was too slow, and when the network is back', async () => {
    latest().open({ head: 10 })
    latest().breaks(4408)
    await seconds(0)
    expect(sockets).toHaveLength(2)
    latest().open({ head: 10 })
    const old = latest()
    line.wake()
    expect(sockets).toHaveLength(3)
    expect(old.readyState).toBe(WebSocket.CLOSED)
  })

  test('says what is said only while it is open', () => {
    line.say({ typing: { thread: 'team', on: true } })
    latest().open({ head: 10 })
    line.say({ typing: { thread: 'team', on: false } })
    expect(latest().said).toEqual([{ token: 'first', after: 10 }, { typing: { thread: 'team', on: false } }])
  })
})
