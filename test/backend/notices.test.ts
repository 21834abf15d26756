/** Who is called and does not look is told by his host's bell. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { choose, shownChoices } from '../../backend/companies/choices.ts'
import { newId } from '../../backend/ids.ts'
import { createTelling } from '../../backend/notices/telling.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** How a notice ends. */
const daisy =
  '[url=/crm/deal/details/1204/]Сделка №\u00a01204 · Поставка упаковочной линии для «Ромашки»[/url]'

onEveryStore((stores) => {
  let w: World
  let sergey: Person
  let alina: Person
  beforeEach(async () => {
    w = await world(stores)
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterEach(() => w.stop())

  /** Lets time pass as the schedule would, and the host be told. */
  async function pass(milliseconds: number) {
    await w.parts.heard()
    w.clock.advance(milliseconds)
    while (await w.parts.hear(w.company));
    while (await w.parts.ring(w.company));
    await w.parts.workErrands(w.company)
    await w.parts.errands.idle()
  }

  const bell = (person: string) => w.portal.notifications(person).map(({ text }) => text)
  const asked = (method: string) => w.portal.requests.filter((one) => one.method === method).length

  async function thread(kind: 'topic' | 'private', title: string, others: string[]): Promise<string> {
    const id = newId()
    await sergey.post('/api/threads', { id, kind, title, people: others })
    return id
  }

  test('somebody named who has not looked for 20 seconds hears who, where, and never what', async () => {
    await sergey.say('Цена 18 400 за тонну, подтверди', { mentions: [people.trade] })
    await pass(19 * SECOND)
    expect(bell(people.trade)).toEqual([])
    await pass(SECOND)
    expect(bell(people.trade)).toEqual([`Вас упомянули в обсуждении «Общее»: Сергей Котов. ${daisy}`])
    await pass(5 * MINUTE)
    expect(asked('im.notify.system.add')).toBe(1)
  })

  test('the bell is the system’s, not that of whoever installed us', async () => {
    await sergey.say('глянь', { mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(w.portal.notifications(people.trade)).toMatchObject([{ kind: 'system', from: null }])
  })

  test('reading takes it off the bell; marking it unread again does not bring it back', async () => {
    const { seq } = await sergey.say('глянь', { mentions: [people.trade] })
    await pass(MINUTE)
    expect(bell(people.trade)).toHaveLength(1)
    await alina.put(`/api/threads/${alina.team}/read`, { seq })
    await pass(0)
    expect(bell(people.trade)).toEqual([])
    await alina.put(`/api/threads/${alina.team}/unread`, { seq })
    await pass(10 * MINUTE)
    expect(bell(people.trade)).toEqual([])
  })

  test('whoever reads in time is not called at all', async () => {
    const { seq } = await sergey.say('глянь', { mentions: [people.trade] })
    await pass(10 * SECOND)
    await alina.put(`/api/threads/${alina.team}/read`, { seq })
    await pass(MINUTE)
    expect(asked('im.notify.system.add')).toBe(0)
    expect(asked('im.notify.delete')).toBe(0)
  })

  test('an answer calls whom it answers, and nobody is called by his own words', async () => {
    const question = await alina.say('Когда отгрузка?', { mentions: [people.manager] })
    await sergey.put(`/api/threads/${sergey.team}/read`, { seq: question.seq })
    await sergey.say('В четверг', { replyTo: question.id })
    await sergey.say('Точнее, в пятницу', { replyTo: (await sergey.say('Думаю')).id })
    await pass(20 * SECOND)
    expect(bell(people.trade)).toEqual([`Вам ответили в обсуждении «Общее»: Сергей Котов. ${daisy}`])
    expect(bell(people.manager)).toEqual([])
  })

  test('a role calls those who answer for it', async () => {
    await sergey.say('Нужен код ТН ВЭД', { mentions: ['role:customs'] })
    await pass(20 * SECOND)
    expect(bell(people.customs)[0]).toContain('Вас упомянули')
    expect(bell(people.trade)).toEqual([])
  })

  test('a private thread calls its people, and nobody else learns of it', async () => {
    const secret = await thread('private', 'Наценка', [people.trade, people.head])
    await sergey.say('Наша цена 15', { thread: secret })
    await pass(20 * SECOND)
    expect(bell(people.trade)[0]).toContain('Вам написали в закрытом обсуждении «Наценка»: Сергей Котов.')
    expect(bell(people.head)).toHaveLength(1)
    expect(bell(people.finance)).toEqual([])
    expect(JSON.stringify(w.portal.requests)).not.toContain('Наша цена')
  })

  test('several messages of a card are one notice, which counts them; it goes when the last is read', async () => {
    const customs = await thread('topic', 'Таможня', [people.trade])
    const one = await sergey.say('раз', { mentions: [people.trade] })
    await pass(5 * SECOND)
    await sergey.say('два', { mentions: [people.trade] })
    const third = await sergey.say('три', { thread: customs, mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(bell(people.trade)).toEqual([
      `Вас ждут 3 сообщения: «Общее», «Таможня». Последнее — Сергей Котов. ${daisy}`,
    ])
    await alina.put(`/api/threads/${alina.team}/read`, { seq: one.seq + 1 })
    await pass(0)
    expect(bell(people.trade)).toHaveLength(1)
    await alina.put(`/api/threads/${customs}/read`, { seq: third.seq })
    await pass(0)
    expect(bell(people.trade)).toEqual([])
  })

  test('it rings at most once a minute for one card, and the later notice takes the place of the earlier', async () => {
    for (let n = 0; n < 12; n += 1) {
      await sergey.say(`${n}`, { mentions: [people.trade] })
      await pass(10 * SECOND)
    }
    expect(asked('im.notify.system.add')).toBe(2)
    await pass(MINUTE)
    expect(asked('im.notify.system.add')).toBe(3)
    expect(bell(people.trade)).toHaveLength(1)
    expect(bell(people.trade)[0]).toContain('Вас ждут 12 сообщений')
  })

  test('cards ring apart, each person by himself', async () => {
    const elsewhere = await w.open(people.manager, deals.long)
    await sergey.say('сюда', { mentions: [people.trade, people.head] })
    await elsewhere.say('и сюда', { mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(bell(people.trade)).toHaveLength(2)
    expect(bell(people.head)).toHaveLength(1)
    await alina.put(`/api/threads/${alina.team}/read`, { seq: 1 })
    await pass(0)
    expect(bell(people.trade)[0]).toContain('1207')
    expect(bell(people.head)).toHaveLength(1)
  })

  test('whoever may not see the deal any more hears nothing of its chat', async () => {
    const { id } = await alina.say('Что с таможней?')
    w.portal.faults.deny(people.trade, 1204)
    await sergey.say('Оплатили', { replyTo: id })
    await pass(20 * SECOND)
    expect(bell(people.trade)).toEqual([])
    expect(asked('im.notify.system.add')).toBe(0)
  })

  test('whoever has never opened a chat hears its number, for nobody can say what he may see', async () => {
    await sergey.say('глянь', { mentions: [people.finance] })
    await pass(20 * SECOND)
    expect(bell(people.finance)[0]).toMatch(/Сделка №\u00a01204\[\/url\]$/)
  })

  test('a muted thread calls nobody, though it names him', async () => {
    const secret = await thread('private', 'Наценка', [people.trade])
    await alina.put(`/api/threads/${secret}/level`, { level: 'none' })
    await sergey.say('просто так', { thread: secret })
    await sergey.say('лично тебе', { thread: secret, mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(bell(people.trade)).toEqual([])
    await alina.put(`/api/threads/${secret}/level`, { level: null })
    await sergey.say('ещё раз', { thread: secret })
    await pass(20 * SECOND)
    expect(bell(people.trade)[0]).toContain('Вам написали')
  })

  test('a message deleted again calls nobody, and takes its notice with it', async () => {
    const { id } = await sergey.say('не туда', { mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(bell(people.trade)).toHaveLength(1)
    await sergey.delete(`/api/threads/${sergey.team}/messages/${id}`)
    await pass(0)
    expect(bell(people.trade)).toEqual([])
  })

  test('whoever has left is called no more', async () => {
    await sergey.say('глянь', { mentions: [people.trade] })
    w.portal.dismiss(people.trade)
    await w.parts.readPeople(w.company)
    await pass(MINUTE)
    expect(bell(people.trade)).toEqual([])
  })

  test('where the company wants no notices there are none', async () => {
    await chooseNotices(false)
    await sergey.say('глянь', { mentions: [people.trade] })
    await pass(MINUTE)
    await chooseNotices(true)
    await pass(MINUTE)
    expect(asked('im.notify.system.add')).toBe(0)
  })

  test('each is told in the language he has his portal in', async () => {
    const { url, form } = w.portal.placementForm(people.trade, Number(deals.daisy), { LANG: 'ua' })
    const { pathname, search } = new URL(url)
    await w.http.request(pathname + search, { method: 'POST', body: new URLSearchParams(form) })
    await sergey.say('глянь', { mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(bell(people.trade)[0]).toBe(
      `Вас згадали в обговоренні «Загальне»: Сергей Котов. ${daisy.replace('Сделка', 'Угода')}`,
    )
  })

  test('names that look like marks of the portal are no marks in its notice', async () => {
    const trick = await thread('topic', '[url=https://evil.example]Оплата[/url]', [people.trade])
    await sergey.say('глянь', { thread: trick, mentions: [people.trade] })
    await pass(20 * SECOND)
    expect(bell(people.trade)[0]).toContain('«(url=https://evil.example)Оплата(/url)»')
  })

  test('a portal that hangs keeps nobody from writing, and is told when it is back', async () => {
    w.portal.faults.hang = true
    await sergey.say('глянь', { mentions: [people.trade] })
    w.clock.advance(20 * SECOND)
    await w.parts.heard()
    await w.parts.ring(w.company)
    expect((await sergey.say('ещё')).text).toBe('ещё')
    w.portal.faults.hang = false
    await w.parts.errands.idle()
    expect(bell(people.trade)).toHaveLength(1)
  })

  test('two nodes that hear and call at the same time call once', async () => {
    const { store, now } = w.parts
    const other = createTelling({ store, now, newId })
    await sergey.say('глянь', { mentions: [people.trade] })
    await Promise.all([w.parts.hear(w.company), other.hear(w.company)])
    w.clock.advance(20 * SECOND)
    await Promise.all([w.parts.ring(w.company), other.ring(w.company)])
    await pass(0)
    expect(asked('im.notify.system.add')).toBe(1)
  })

  test('what was said while nothing ran is called after, unless it is a day old', async () => {
    await sergey.say('глянь', { mentions: [people.trade] })
    await unheardFor(25 * 60 * MINUTE)
    expect(bell(people.trade)).toEqual([])
    const later = await w.open(people.manager)
    await later.say('глянь', { mentions: [people.trade] })
    await unheardFor(60 * MINUTE)
    expect(bell(people.trade)).toHaveLength(1)
  })

  /** As if nobody had listened since the beginning. */
  async function unheardFor(milliseconds: number) {
    await w.parts.heard()
    w.clock.advance(milliseconds)
    await w.parts.store.write(w.company, async ({ db, t, stir }) => {
      await db.delete(t.calling)
      await db.delete(t.hearer)
      stir('telling')
    })
    await pass(0)
  }

  async function chooseNotices(notices: boolean) {
    const { choices, version } = await w.parts.store.read(w.company, shownChoices)
    await w.parts.store.write(w.company, (writing) =>
      choose(
        writing,
        { company: writing.company, person: people.admin },
        { choices: { ...choices, notices }, version },
      ),
    )
  }
})
