import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEveryStore } from '../stores.ts'
import { type World, world } from '../world.ts'

onEveryStore((stores) => {
  let w: World
  beforeAll(async () => {
    w = await world(stores)
  })
  afterAll(() => w?.stop())

  test('the API describes every call of itself', async () => {
    const { paths } = await (await w.http.request('/api/openapi.json')).json()
    const described = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const calls = w.http.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`)
      .filter((call) => !call.endsWith('openapi.json') && !call.endsWith('/live'))
    expect(described.map((call) => call.replace(/\/$/, '')).sort()).toEqual([...new Set(calls)].sort())
  })

  test('renewing a session takes no large body either, though it comes before the door', async () => {
    const answer = await w.http.request('/api/session', {
      method: 'POST',
      headers: { Authorization: `Bearer ${w.company}.${'x'.repeat(43)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ proof: 'x'.repeat(300_000) }),
    })
    expect(answer.status).toBe(413)
  })

  test('a body that is no JSON, too large, or of another shape is refused by name and not repeated', async () => {
    const { token } = (await w.open('7')).bootstrap.session
    const post = (body: string) =>
      w.http.request('/api/threads', {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body,
      })
    for (const [body, status] of [
      ['{', 400],
      ['[]', 400],
      [`{"id":"secret-in-here","kind":"topic","title":"x"}`, 400],
      [JSON.stringify({ title: 'x'.repeat(300_000) }), 413],
    ] as const) {
      const answer = await post(body)
      const text = await answer.text()
      expect([answer.status, JSON.parse(text).error.reason]).toEqual([status, 'bad_request'])
      expect(text).not.toContain('secret-in-here')
    }
  })
})
