import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectApi } from '../../widget/api.ts'
import { say, startOutbox, unsent } from '../../widget/outbox/outbox.model.ts'
import { aMessage } from './a-card.ts'

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)
const api = connectApi({ token: 't', onSessionOver: async () => {} })

let asked: string[]
/** How many requests the server refuses before it serves. */
let tooMany: number

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path.split('/').at(-1)!)
    if (tooMany-- > 0) {
      const error = { reason: 'too_many_requests', message: '' }
      return Response.json({ error }, { status: 429, headers: { 'Retry-After': '7' } })
    }
    return Response.json(aMessage(1))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a question asked too fast is asked again when the server said, and nobody notices', async () => {
  tooMany = 2
  const answer = api.card()
  await seconds(6)
  expect(asked).toEqual(['card'])
  await seconds(1)
  expect(asked).toEqual(['card', 'card'])
  await seconds(7)
  expect((await answer).ok).toBe(true)
})

test('messages said too fast wait their time and arrive, each once and in order', async () => {
  const kept = new Map<string, unknown>()
  await startOutbox({
    shelf: {
      all: async () => [],
      put: async (one) => void kept.set(one.id, one),
      remove: async (id) => void kept.delete(id),
    },
    offline: () => false,
    send: ({ thread, id, text }) => api.send(thread, id, { text }),
  })
  tooMany = 10
  for (const id of ['a', 'b', 'c'])
    say({
      id,
      thread: 'team',
      author: 'me',
      text: id,
      at: '2026-11-20T09:00:00.000Z',
      files: [],
      mentions: [],
    })
  await seconds(30)
  expect([unsent.value.length, kept.size]).toEqual([3, 3])
  await seconds(90)
  expect([unsent.value, kept.size]).toEqual([[], 0])
  expect([...new Set(asked)]).toEqual(['a', 'b', 'c'])
  expect(asked.filter((id) => id !== 'a')).toEqual(['b', 'c'])
})

test('a server that refuses for ever is not asked for ever by itself', async () => {
  tooMany = 1000
  const answer = api.card()
  await seconds(60)
  expect(await answer).toMatchObject({ ok: false, reason: 'too_many_requests', retryable: true })
  expect(asked.length).toBe(6)
})
