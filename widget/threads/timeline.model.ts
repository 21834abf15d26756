/** What of each thread is loaded, and where the list is to stand. */
import { batch, type Signal, signal } from '@preact/signals'
import type { ShownEvent, ShownMessage } from '../../backend/shown.ts'
import { current, openThread, server, threadById } from '../card/card.model.ts'
import { stored } from '../outbox/outbox.model.ts'
import { arrived, grown, merged, pageSize, put, reachesEnd, reachesStart, type Slice } from './window.ts'

export interface Timeline {
  slice: Slice
  /** What is being asked for now. */
  busy?: Asking
  /** Why the last page did not come; asked for again by a person. */
  failure?: string
}

/** One request for messages; an answer to another than the last one comes too late. */
interface Asking {
  what: 'page' | 'older' | 'newer'
}

export interface Target {
  thread: string
  /** Where to stand: at the end, or at this message; a number puts it so many pixels below the top of the list. */
  to: 'end' | { id: string; at: 'top' | 'middle' | number }
  smooth?: boolean
}

/** Where the list of the thread is to go as soon as it can. */
export const target = signal<Target | undefined>(undefined)
/** The message shown as found. */
export const lit = signal<string | undefined>(undefined)
/** The list stands at its end, so what comes next pulls it along. */
export const following = signal(true)

const litFor = 2_500
const refreshedAtMost = 4
const most = 100
const timelines = new Map<string, Signal<Timeline>>()
let litTimer: ReturnType<typeof setTimeout> | undefined

export function timelineOf(thread: string): Signal<Timeline> {
  let timeline = timelines.get(thread)
  if (!timeline) {
    timeline = signal<Timeline>({ slice: [] })
    timelines.set(thread, timeline)
  }
  return timeline
}

/** Begins anew with the page the server drew. */
export function startTimelines(page: { thread: string; messages: ShownMessage[] }): void {
  timelines.clear()
  target.value = undefined
  lit.value = undefined
  following.value = true
  timelineOf(page.thread).value = { slice: page.messages }
}

/** Loads what the list shows first: the end, or the surroundings of the first unread message. */
export async function load(id: string): Promise<void> {
  const thread = threadById(id)
  const { slice, busy } = timelineOf(id).peek()
  if (!thread || busy?.what === 'page') return
  const firstUnread = thread.readSeq + 1
  if (thread.unread > 0 && firstUnread <= thread.lastSeq && !holds(slice, firstUnread))
    return around(id, firstUnread)
  if (!atLatest(id)) await newest(id)
}

/** The thread is no longer looked at. */
export function leave(id: string): void {
  const timeline = timelineOf(id)
  const thread = threadById(id)
  timeline.value = { slice: thread ? put(timeline.peek().slice, thread.lastSeq) : [] }
  if (target.peek()?.thread === id) target.value = undefined
}

export async function older(id: string): Promise<void> {
  const { slice, busy } = timelineOf(id).peek()
  const first = slice[0]
  if (busy || !first || reachesStart(slice, threadById(id)?.fromSeq)) return
  await ask(id, 'older', () => server().messages(id, { before: first.seq, limit: pageSize }))
}

export async function newer(id: string): Promise<void> {
  const { slice, busy } = timelineOf(id).peek()
  const last = slice.at(-1)
  if (busy || !last || atLatest(id)) return
  await ask(id, 'newer', () => server().messages(id, { after: last.seq, limit: pageSize }))
}

/** What was said last is loaded. */
export function atLatest(id: string): boolean {
  return reachesEnd(timelineOf(id).peek().slice, threadById(id)?.lastSeq ?? 0)
}

/** Goes to the end, loading it when it is not there. */
export async function toLatest(id: string, smooth = true): Promise<void> {
  if (!atLatest(id)) await newest(id)
  target.value = { thread: id, to: 'end', smooth }
}

/** Opens the thread at a message and lights it up for a moment. */
export async function jumpTo(id: string, seq: number, messageId: string): Promise<void> {
  openThread(id)
  if (current.peek() !== id) return
  if (!holds(timelineOf(id).peek().slice, seq)) await around(id, seq)
  clearTimeout(litTimer)
  batch(() => {
    target.value = { thread: id, to: { id: messageId, at: 'middle' }, smooth: true }
    lit.value = messageId
  })
  litTimer = setTimeout(() => {
    lit.value = undefined
  }, litFor)
}

/** Where somebody stands in a thread: the first message in sight, and how far below the top of the list it is. */
export interface Place {
  thread: string
  id: string
  seq: number
  offset: number
}

/** Goes back to where somebody stood before he was led away. */
export async function comeBack({ thread, id, seq, offset }: Place): Promise<void> {
  openThread(thread)
  if (current.peek() !== thread) return
  if (!holds(timelineOf(thread).peek().slice, seq)) await around(thread, seq)
  target.value = { thread, to: { id, at: offset } }
}

/** Takes in how a message is now, whoever told first: the server's answer or the live line. */
export async function take(message: ShownMessage): Promise<void> {
  const timeline = timelineOf(message.thread)
  const { slice } = timeline.peek()
  const pulls = message.thread !== current.peek() || following.peek()
  const next = arrived(slice, message, pulls)
  batch(() => {
    if (next !== slice) timeline.value = { ...timeline.peek(), slice: next }
    stored(message.id)
  })
}

/** Like `take`, for a message of ours: it stays among the unsent until it is among the others. */
export async function takeSent(message: ShownMessage): Promise<void> {
  const { slice } = timelineOf(message.thread).peek()
  const last = slice.at(-1)?.seq ?? 0
  const gap = last > 0 && message.seq > last + 1 && message.thread === current.peek()
  if (gap)
    await ask(message.thread, 'newer', () => server().messages(message.thread, { after: last, limit: most }))
  await take(message)
}

export function hear(event: ShownEvent): void {
  if ('message' in event.data) void take(event.data.message)
}

/** After a fresh snapshot: what is loaded may have changed without an event telling so. */
export async function reload(): Promise<void> {
  const id = current.peek()
  for (const [thread, timeline] of timelines) if (thread !== id) timeline.value = { slice: [] }
  const timeline = timelineOf(id)
  const { slice } = timeline.peek()
  const first = slice[0]?.seq
  if (first === undefined) return load(id)
  let fresh: Slice = []
  for (let page = 0; page < refreshedAtMost; page++) {
    const answer = await server().messages(id, { after: fresh.at(-1)?.seq ?? first - 1, limit: most })
    if (!answer.ok) return
    fresh = merged(fresh, answer.value.messages)
    if (answer.value.messages.length < most) break
  }
  timeline.value = { ...timeline.peek(), slice: fresh.length > 0 ? fresh : slice }
}

async function newest(id: string): Promise<void> {
  await ask(id, 'page', () => server().messages(id, { limit: pageSize }))
}

async function around(id: string, seq: number): Promise<void> {
  await ask(id, 'page', async () => {
    const [before, from] = await Promise.all([
      server().messages(id, { before: seq, limit: pageSize / 2 }),
      server().messages(id, { after: seq - 1, limit: pageSize }),
    ])
    if (!before.ok) return before
    return from.ok
      ? { ok: true, value: { messages: [...before.value.messages, ...from.value.messages] } }
      : from
  })
}

type Page = Awaited<ReturnType<ReturnType<typeof server>['messages']>>

/** A `page` takes the place of what was there; older and newer ones are joined to it. */
async function ask(id: string, what: Asking['what'], request: () => Promise<Page>): Promise<void> {
  const timeline = timelineOf(id)
  const busy: Asking = { what }
  timeline.value = { slice: timeline.peek().slice, busy }
  const answer = await request()
  const now = timeline.peek()
  if (now.busy !== busy) return
  const { slice } = now
  if (!answer.ok) timeline.value = { slice, failure: answer.reason }
  else
    timeline.value = {
      slice: what === 'page' ? answer.value.messages : grown(slice, answer.value.messages, what),
    }
}

function holds(slice: Slice, seq: number): boolean {
  const first = slice[0]?.seq
  return first !== undefined && first <= seq && seq <= (slice.at(-1)?.seq ?? 0)
}
