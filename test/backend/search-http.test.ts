import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { filesByName } from '../../backend/documents/found.ts'
import { Refused, statusOf } from '../../backend/refused.ts'
import { searchRoutes } from '../../backend/search/routes.ts'
import { indexMessage } from '../../backend/search/search.ts'
import { terms } from '../../backend/search/words.ts'
import type { SearchPage } from '../../backend/shown.ts'
import type { SignedIn, Viewer } from '../../backend/signed-in.ts'
import type { Store } from '../../backend/store/store.ts'
import { messagesById } from '../../backend/threads/show.ts'
import { onEveryStore } from '../stores.ts'

const viewer: Viewer = { company: 'north', person: '7', record: 'deal:1' }

onEveryStore((stores) => {
  let store: Store
  afterEach(() => store.close())

  test('the card is searched, or every card the host shows the person', async () => {
    const { get } = await twoCards()
    expect(await found(await get('/search?q=рахунок'))).toEqual(['here'])
    expect(await found(await get('/search?q=рахунок&scope=card'))).toEqual(['here'])
    expect(await found(await get('/search?q=рахунок&scope=all'))).toEqual(['there', 'here'])
  })

  test('from a place where nothing has been said yet it is the first page', async () => {
    const { get } = await twoCards()
    const response = await get(`/search?q=рахунок&scope=all&before=${10 ** 14}`)
    expect(await found(response)).toEqual(['there', 'here'])
  })

  test('twenty people may search at once', async () => {
    const { get } = await twoCards()
    const pages = await Promise.all(Array.from({ length: 20 }, () => get('/search?q=рахунок&scope=all')))
    for (const page of pages) expect(await found(page)).toEqual(['there', 'here'])
  })

  test('a question that makes no sense is refused by the names of its fields, not by what they hold', async () => {
    const { get } = await twoCards()
    for (const query of ['', '?q=a&scope=hole', '?q=a&before=hole', '?q=a&before=-1', '?q=a&before=1e99']) {
      const response = await get(`/search${query}`)
      expect(response.status).toBe(400)
      expect(await response.text()).not.toMatch(/hole|1e99/)
    }
    expect(await found(await get(`/search?q=${'%22'.repeat(10_000)}`))).toEqual([])
  })

  async function twoCards() {
    store = await stores.open()
    await say('here', 'deal:1', 'Рахунки готові')
    await say('there', 'deal:2', 'Без рахунку')
    await say('hidden', 'deal:3', 'Рахунок')
    const app = new Hono<SignedIn>()
      .use(async (c, next) => {
        c.set('viewer', viewer)
        await next()
      })
      .route(
        '/search',
        searchRoutes({
          store,
          visibleRecords: async () => ['deal:1', 'deal:2'],
          show: messagesById,
          filesNamed: filesByName(store),
          traces: { searches: async () => {} },
        }),
      )
    app.onError((error, c) => {
      if (!(error instanceof Refused)) throw error
      return c.json({ error: { reason: error.reason, message: error.message } }, statusOf[error.reason])
    })
    return { get: async (path: string) => app.request(path) }
  }

  function say(id: string, record: string, text: string) {
    return store.write('north', async (w) => {
      const { company, db, t, now } = w
      const audience = 'internal' as const
      const thread = {
        company,
        id: `thread-${id}`,
        record,
        kind: 'team' as const,
        audience,
        title: '',
        openedBy: '7',
        openedAt: now,
      }
      await db.insert(t.thread).values(thread)
      const message = {
        company,
        thread: thread.id,
        seq: 1,
        id,
        audience,
        author: '7',
        text,
        at: now,
        mentions: [],
      }
      await db.insert(t.message).values(message)
      await indexMessage(w, message, terms(text))
    })
  }
})

async function found(response: Response) {
  expect(response.status).toBe(200)
  const page = (await response.json()) as SearchPage
  return page.hits.map((hit) => hit.message.id)
}
