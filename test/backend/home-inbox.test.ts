/** The list over all my cards: what is in it, in which order, and what never is. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { InboxPage } from '../../backend/shown.ts'
import { atHome } from '../at-home.ts'
import { record } from '../bench/tape.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const MINUTE = 60_000
const third = '1205'

onEveryStore((stores) => {
  let w: World
  let manager: Person
  let trade: Person

  beforeAll(async () => {
    w = await world(stores)
    manager = await w.open(people.manager)
    trade = await w.open(people.trade)
  })
  beforeEach(() => {
    w.portal.faults.calm()
    w.clock.advance(MINUTE)
  })
  afterAll(() => w?.stop())

  const titles = ({ rows }: InboxPage) => rows.map(({ named }) => named?.title)
  const texts = ({ rows }: InboxPage) => rows.map(({ lastMessage }) => lastMessage?.text)
  const deal = (id: string) => w.portal.deals.find((one) => one.id === Number(id))!

  async function topic(
    by: Person,
    title: string,
    kind: 'topic' | 'private' = 'topic',
    others: string[] = [],
  ) {
    const id = newId()
    await by.post('/api/threads', { id, kind, title, people: others })
    return id
  }

  test('what was said last stands first, with the names the portal gives', async () => {
    await manager.say('Слот держим до пятницы')
    w.clock.advance(1000)
    const long = await w.open(people.manager, deals.long)
    await long.say('Станки отгружены')
    const page = await (await atHome(w, people.manager)).inbox()
    expect(texts(page).slice(0, 2)).toEqual(['Станки отгружены', 'Слот держим до пятницы'])
    expect(page.rows[1]).toMatchObject({
      record: { type: 'deal', id: deals.daisy },
      named: { title: deal(deals.daisy).title, stage: expect.stringMatching(/./) },
      thread: { kind: 'team' },
      unread: 0,
    })
    expect(page.people.map(({ id }) => id)).toContain(people.manager)
  })

  test('a card in which nobody has said anything is not in the list', async () => {
    const quiet = await w.open(people.head, '1206')
    const { rows } = await (await atHome(w, people.head)).inbox()
    expect(rows.map(({ thread }) => thread.id)).not.toContain(quiet.team)
  })

  test('unread and mentions are counted for each, and can be asked for alone', async () => {
    await manager.say('Ольга, проверьте коды', { mentions: [people.trade] })
    await manager.say('и сроки')
    const home = await atHome(w, people.trade)
    const [row] = (await home.inbox('?filter=unread')).rows
    expect(row).toMatchObject({ unread: expect.any(Number), mentioned: true })
    expect(row!.unread).toBeGreaterThanOrEqual(2)
    expect((await home.inbox('?filter=mentions')).rows).toHaveLength(1)
    await home.call('PUT', `/api/inbox/${trade.team}/read`, { seq: row!.lastSeq })
    expect((await home.inbox('?filter=unread')).rows).toEqual([])
    expect((await home.inbox('?filter=mentions')).rows[0]).toMatchObject({ unread: 0, mentioned: false })
  })

  test('who was called waits for an answer until it is written, or a reaction put', async () => {
    const home = await atHome(w, people.trade)
    const waiting = async () => texts(await home.inbox('?filter=unanswered'))
    const thread = await topic(manager, 'Сертификаты')
    const call = () => manager.say('Есть сертификат?', { thread, mentions: [people.trade] })
    await trade.say('отвечаю здесь', { thread: trade.team })
    await call()
    expect(await waiting()).toEqual(['Есть сертификат?'])
    await manager.say('это срочно', { thread })
    expect(await waiting()).toEqual(['это срочно'])
    await trade.say('Есть, приложила', { thread })
    expect(await waiting()).toEqual([])

    const again = await call()
    expect(await waiting()).toHaveLength(1)
    await trade.put(`/api/threads/${thread}/messages/${again.id}/reactions/👍`)
    expect(await waiting()).toEqual([])

    const withdrawn = await call()
    await manager.delete(`/api/threads/${thread}/messages/${withdrawn.id}`)
    expect(await waiting()).toEqual([])

    await call()
    await manager.put(`/api/threads/${thread}/closed`)
    expect(await waiting()).toEqual([])
  })

  test('a question waits too: an answer to me, or one in private; a question to everybody does not', async () => {
    const home = await atHome(w, people.trade)
    const waiting = async () => texts(await home.inbox('?filter=unanswered'))
    const own = await trade.say('Коды подобраны')
    await manager.say('Кто завтра на складе?')
    expect(await waiting()).toEqual([])
    await manager.say('Все до одного?', { replyTo: own.id })
    expect(await waiting()).toEqual(['Все до одного?'])
    await trade.say('Да')
    const secret = await topic(manager, 'Премия', 'private', [people.trade])
    await manager.say('Сколько часов?', { thread: secret })
    expect(await waiting()).toEqual(['Сколько часов?'])
    await trade.say('Шесть', { thread: secret })
    expect(await waiting()).toEqual([])
  })

  test('a private discussion of others is nowhere in the list', async () => {
    const secret = await topic(manager, 'Увольнение Ольги', 'private', [people.head])
    await manager.say('пока не говорим', { thread: secret })
    const home = await atHome(w, people.trade)
    for (const query of ['', '?q=увольнение', `?threads=${secret}`])
      expect(JSON.stringify(await home.inbox(query))).not.toMatch(/Увольнение|пока не говорим/)
    expect((await home.call('PUT', `/api/inbox/${secret}/read`, { seq: 1 })).status).toBe(404)
    expect((await home.call('PUT', `/api/inbox/${secret}/level`, { level: 'none' })).status).toBe(404)
  })

  test('a deal taken from me is out of the list within a minute, its name with it', async () => {
    const finance = await w.open(people.finance)
    await finance.say('Оплата пришла')
    const home = await atHome(w, people.finance)
    expect(titles(await home.inbox())).toContain(deal(deals.daisy).title)
    w.portal.faults.deny(people.finance, Number(deals.daisy))
    w.clock.advance(MINUTE)
    const page = JSON.stringify([await home.inbox(), await home.inbox(`?q=${deals.daisy}`)])
    expect(page).not.toContain(deal(deals.daisy).title)
    expect(page).not.toContain('Оплата пришла')
    expect((await home.call('PUT', `/api/inbox/${finance.team}/level`, { level: 'none' })).status).toBe(404)
    w.portal.faults.allow(people.finance, Number(deals.daisy))
  })

  test('a record is found by a part of its name, its number, or the name of a topic', async () => {
    await topic(manager, 'Ёмкости под масло')
    const home = await atHome(w, people.manager)
    const { title } = deal(deals.daisy)
    const part = encodeURIComponent(title.slice(2, 9).toUpperCase())
    expect(new Set(titles(await home.inbox(`?q=${part}`)))).toContain(title)
    expect(new Set(titles(await home.inbox(`?q=${deals.daisy}`)))).toEqual(new Set([title]))
    expect((await home.inbox(`?q=${encodeURIComponent('емкости')}`)).rows).toMatchObject([
      { thread: { title: 'Ёмкости под масло' } },
    ])
    expect((await home.inbox('?q=zzzz')).rows).toEqual([])
  })

  test('page by page everything comes, each once', async () => {
    for (let n = 0; n < 40; n += 1) {
      await topic(manager, `Тема ${n}`)
      w.clock.advance(n % 3 === 0 ? 0 : 7)
    }
    const home = await atHome(w, people.manager)
    const seen: string[] = []
    let next: string | undefined
    do {
      const page = await home.inbox(next ? `?before=${next}` : '')
      seen.push(...page.rows.map(({ thread }) => thread.id))
      next = page.next
    } while (next)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThanOrEqual(40)
    expect((await home.call('GET', '/api/inbox?before=nonsense')).status).toBe(400)
  })

  test('all can be marked as read, but not what came after one looked', async () => {
    const home = await atHome(w, people.trade)
    await manager.say('до')
    const upTo = (await home.inbox()).rows[0]!.at
    w.clock.advance(1000)
    const late = await topic(manager, 'После')
    await manager.say('после', { thread: late, mentions: [people.trade] })
    const { status, body } = await home.call('PUT', '/api/inbox/read', { upTo })
    expect([status, body.discussions > 0]).toEqual([200, true])
    expect(texts(await home.inbox('?filter=unread'))).toEqual(['после'])
    const shown = (await trade.get('/api/card')).body.threads
    expect(shown.find(({ id }: { id: string }) => id === trade.team)).toMatchObject({ unread: 0 })
  })

  test('a discussion is muted from the list as from its card', async () => {
    const home = await atHome(w, people.trade)
    const level = (to: string | null) => home.call('PUT', `/api/inbox/${trade.team}/level`, { level: to })
    expect((await level('none')).body.mutedAt).toEqual(expect.any(String))
    expect((await home.inbox(`?threads=${trade.team}`)).rows[0]).toHaveProperty('mutedAt')
    await level(null)
    expect((await home.inbox(`?threads=${trade.team}`)).rows[0]).not.toHaveProperty('mutedAt')
  })

  test('a portal that is silent leaves the rows without names, and without words nobody vouches for', async () => {
    const home = await atHome(w, people.trade)
    w.portal.faults.storm('INTERNAL_SERVER_ERROR', 3600, 'batch')
    w.clock.advance(5 * MINUTE)
    const known = await home.inbox()
    expect(known.silent).toBe(false)
    expect(known.rows[0]!.named).not.toBeNull()
    w.clock.advance(9 * MINUTE)
    await home.inbox()
    w.clock.advance(5 * MINUTE)
    const unknown = await home.inbox()
    expect(unknown.silent).toBe(true)
    expect(unknown.rows.length).toBe(known.rows.length)
    expect(unknown.rows.map(({ named, lastMessage, thread }) => [named, lastMessage, thread.title])).toEqual(
      unknown.rows.map(() => [null, undefined, '']),
    )
    expect((await home.call('PUT', `/api/inbox/${trade.team}/level`, { level: 'none' })).status).toBe(503)
  })

  test.runIf(stores.name === 'SQLite')(
    'a page costs three queries, however many cards there are',
    async () => {
      for (const id of [third, deals.long]) await (await w.open(people.manager, id)).say(`в ${id}`)
      const home = await atHome(w, people.manager)
      await home.inbox()
      const { tape } = await record(() => home.inbox())
      const asked = tape.filter(({ sql }) => /^\s*select/i.test(sql) && !/"session"|"grant"/.test(sql))
      expect(asked.length).toBeLessThanOrEqual(3)
    },
  )
})
