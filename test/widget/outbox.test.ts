import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ShownMessage } from '../../backend/shown.ts'
import type { Result } from '../../widget/api.ts'
import {
  discard,
  lastFailure,
  lasting,
  retry,
  say,
  startOutbox,
  stored,
  unsent,
  wakeOutbox,
} from '../../widget/outbox/outbox.model.ts'
import type { Shelf } from '../../widget/outbox/shelf.ts'
import type { Unsent } from '../../widget/outbox/unsent.ts'
import { uuid7 } from '../../widget/outbox/uuid7.ts'
import { aMessage } from './a-card.ts'

type Answer = Result<ShownMessage>
const stored1: Answer = { ok: true, value: aMessage(1) }
const down: Answer = { ok: false, reason: 'unreachable', message: '', retryable: true }
const refused: Answer = { ok: false, reason: 'text_too_long', message: '', retryable: false }

let shelved: Map<string, Unsent>
let offline: boolean
let answers: Answer[]
let tried: string[]

const shelf: Shelf = {
  all: async () => [...shelved.values()],
  put: async (one) => void shelved.set(one.id, one),
  remove: async (id) => void shelved.delete(id),
}

const open = () =>
  startOutbox({
    shelf,
    offline: () => offline,
    send: async ({ id }) => {
      tried.push(id)
      return answers.shift() ?? stored1
    },
  })

const saying = (id: string, thread = 'team') =>
  say({ id, thread, author: 'me', text: id, at: '2026-11-20T09:00:00.000Z', files: [], mentions: [] })
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)
const states = () => unsent.value.map(({ id, state }) => `${id} ${state}`)

beforeEach(async () => {
  vi.useFakeTimers()
  shelved = new Map()
  offline = false
  answers = []
  tried = []
  lasting.value = true
  await open()
})
afterEach(() => vi.useRealTimers())

describe('a message that is said', () => {
  test('is there at once, and gone from the outbox once it is stored', async () => {
    saying('a')
    expect(states()).toEqual(['a sending'])
    await seconds(0)
    expect(states()).toEqual([])
    expect(shelved.size).toBe(0)
  })

  test('waits for the one before it in its thread, not for other threads', async () => {
    answers = [down]
    saying('a')
    saying('b')
    saying('c', 'topic')
    await seconds(0)
    expect(tried).toEqual(['a', 'c'])
    await seconds(1)
    expect(tried).toEqual(['a', 'c', 'a', 'b'])
  })

  test('is tried again after 1, 2, 4, 8 and then every 15 seconds for two minutes, under the same id', async () => {
    answers = Array.from({ length: 20 }, () => down)
    saying('a')
    const pauses: number[] = []
    let before = Date.now()
    for (let second = 0; second < 200; second++) {
      const count = tried.length
      await seconds(1)
      if (tried.length > count) {
        pauses.push((Date.now() - before) / 1000)
        before = Date.now()
      }
    }
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15, 15, 15, 15, 15, 15])
    expect(new Set(tried)).toEqual(new Set(['a']))
    expect(unsent.value[0]).toMatchObject({ state: 'failed', failure: { reason: 'unreachable' } })
    expect(unsent.value[0]?.retryAt).toBeUndefined()
  })

  test('that was refused says why, lets the next one pass, and can be tried again by hand', async () => {
    answers = [refused]
    saying('a')
    saying('b')
    await seconds(0)
    expect(states()).toEqual(['a failed'])
    expect(lastFailure.value).toMatchObject({ id: 'a', failure: { reason: 'text_too_long' } })
    expect(tried).toEqual(['a', 'b'])
    retry('a')
    await seconds(0)
    expect(tried).toEqual(['a', 'b', 'a'])
    expect(states()).toEqual([])
  })

  test('that failed can be given up, and is then kept nowhere', async () => {
    answers = [refused]
    saying('a')
    await seconds(0)
    discard('a')
    await seconds(0)
    expect([unsent.value.length, shelved.size]).toEqual([0, 0])
  })

  test('that the live line told of first is not sent or shown twice', async () => {
    answers = [down]
    saying('a')
    await seconds(0)
    stored('a')
    await seconds(60)
    expect(tried).toEqual(['a'])
    expect(states()).toEqual([])
  })
})

describe('without a network', () => {
  test('three messages wait, survive a reload and go in order when it is back', async () => {
    offline = true
    const ids = [uuid7(), uuid7(), uuid7()]
    for (const id of ids) saying(id)
    await seconds(600)
    expect(tried).toEqual([])
    expect(unsent.value.every(({ state }) => state === 'queued')).toBe(true)

    await open()
    expect(unsent.value.map(({ id }) => id)).toEqual(ids)
    offline = false
    wakeOutbox()
    await seconds(0)
    expect(tried).toEqual(ids)
    expect(unsent.value).toEqual([])
  })

  test('an attempt that fails because the network went is not held against the message', async () => {
    answers = [down]
    saying('a')
    offline = true
    await seconds(0)
    expect(states()).toEqual(['a queued'])
    expect(unsent.value[0]?.failure).toBeUndefined()
  })
})

test('where the browser keeps nothing, sending works and the page knows that the queue is only its own', async () => {
  const denied = () => Promise.reject(new DOMException('denied', 'SecurityError'))
  await startOutbox({
    shelf: { all: denied, put: denied, remove: denied },
    offline: () => false,
    send: async () => stored1,
  })
  saying('a')
  await seconds(0)
  expect(states()).toEqual([])
  expect(lasting.value).toBe(false)
})

test('ids are UUIDv7 and sort in the order they were made', () => {
  const made = Array.from({ length: 500 }, uuid7)
  expect(
    made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true)
  expect([...made].sort()).toEqual(made)
})
