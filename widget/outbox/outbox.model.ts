/** Messages that are said but not known to be stored. Nothing leaves here but by being stored or by a person's wish. */
import { signal } from '@preact/signals'
import type { ShownMessage } from '../../backend/shown.ts'
import type { Result } from '../api.ts'
import type { Shelf } from './shelf.ts'
import { nextTry, type Unsent } from './unsent.ts'

/** In the order they were said. */
export const unsent = signal<readonly Unsent[]>([])
/** What failed last, to be told aloud. */
export const lastFailure = signal<Unsent | undefined>(undefined)
/** False where the browser keeps nothing for us: then the queue lives as long as the page. */
export const lasting = signal(true)

interface OutboxOptions {
  /** Resolves once the message is stored and shown among the others. */
  send: (unsent: Unsent) => Promise<Result<ShownMessage>>
  shelf: Shelf
  /** There is no use in trying now. */
  offline: () => boolean
}

let options: OutboxOptions | undefined
const busy = new Set<string>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()

/** Takes up what the last page left unsent, and starts sending. */
export async function startOutbox(given: OutboxOptions): Promise<void> {
  options = given
  busy.clear()
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
  unsent.value = []
  const left = await kept((shelf) => shelf.all())
  const before = (left ?? []).map((one) => (one.state === 'failed' && !one.retryAt ? one : fresh(one)))
  unsent.value = [...before, ...unsent.value.filter(({ id }) => !before.some((one) => one.id === id))]
  wakeOutbox()
}

/** Says it: shown at once, sent after whatever waits in its thread. */
export function say(said: Omit<Unsent, 'state' | 'attempts'>): void {
  const one: Unsent = { ...said, state: 'queued', attempts: 0 }
  unsent.value = [...unsent.value, one]
  void kept((shelf) => shelf.put(one))
  void sendNext(one.thread)
}

/** Tries again now, under the same id. */
export function retry(id: string): void {
  const one = unsent.value.find((each) => each.id === id)
  if (!one || one.state === 'sending') return
  change(id, fresh(one))
  void sendNext(one.thread)
}

export function discard(id: string): void {
  const one = unsent.value.find((each) => each.id === id)
  if (!one) return
  remove(id)
  void sendNext(one.thread)
}

/** The server told us by itself that it has this one. */
export function stored(id: string): void {
  if (unsent.value.some((one) => one.id === id)) remove(id)
}

/** The network is back. */
export function wakeOutbox(): void {
  for (const one of unsent.value) if (one.retryAt) change(one.id, { ...one, state: 'queued' })
  for (const thread of new Set(unsent.value.map((one) => one.thread))) void sendNext(thread)
}

async function sendNext(thread: string): Promise<void> {
  if (!options || busy.has(thread) || options.offline()) return
  const next = unsent.value.find((one) => one.thread === thread && (one.state === 'queued' || one.retryAt))
  // What waits for its next attempt holds back those behind it: they are to arrive in order.
  if (!next || next.state === 'failed') return
  busy.add(thread)
  clearTimeout(timers.get(thread))
  const now = Date.now()
  const { retryAt: _, ...rest } = next
  const trying: Unsent = {
    ...rest,
    state: 'sending',
    attempts: next.attempts + 1,
    firstTriedAt: next.firstTriedAt ?? now,
  }
  change(next.id, trying)
  const answer = await options.send(trying)
  busy.delete(thread)
  if (answer.ok) stored(next.id)
  else failed(trying, answer)
  void sendNext(thread)
}

function failed(
  one: Unsent,
  { reason, message, retryable }: { reason: string; message: string; retryable: boolean },
) {
  if (!unsent.value.some(({ id }) => id === one.id)) return
  if (retryable && options?.offline()) return change(one.id, fresh(one))
  const retryAt = retryable ? nextTry(one.attempts, one.firstTriedAt ?? Date.now(), Date.now()) : undefined
  const after: Unsent = { ...one, state: 'failed', failure: { reason, message }, ...(retryAt && { retryAt }) }
  change(one.id, after)
  if (one.attempts === 1 || !retryAt) lastFailure.value = after
  if (retryAt)
    timers.set(
      one.thread,
      setTimeout(() => again(one.id), retryAt - Date.now()),
    )
}

function again(id: string) {
  const one = unsent.value.find((each) => each.id === id)
  if (!one?.retryAt) return
  change(id, { ...one, state: 'queued' })
  void sendNext(one.thread)
}

function fresh({ failure: _, retryAt: __, firstTriedAt: ___, ...one }: Unsent): Unsent {
  return { ...one, state: 'queued', attempts: 0 }
}

function change(id: string, one: Unsent) {
  unsent.value = unsent.value.map((each) => (each.id === id ? one : each))
  void kept((shelf) => shelf.put(one))
}

function remove(id: string) {
  unsent.value = unsent.value.filter((one) => one.id !== id)
  void kept((shelf) => shelf.remove(id))
}

async function kept<T>(work: (shelf: Shelf) => Promise<T>): Promise<T | undefined> {
  try {
    return options && (await work(options.shelf))
  } catch {
    lasting.value = false
    return undefined
  }
}
