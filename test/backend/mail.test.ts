/** Mail about what somebody has not seen, handed in at a real mail server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { createTelling } from '../../backend/notices/telling.ts'
import { type Mailbox, mailbox } from '../mailbox.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { asItComes, HOUR, MINUTE, pass, wish } from './notices-fixture.ts'

const address = 'alina@vectrana.example'
const byMail = { ...asItComes, channels: { bell: true, mail: true, push: true } }

onEveryStore((stores) => {
  let box: Mailbox
  let w: World
  let sergey: Person
  let alina: Person
  beforeEach(async () => {
    box = await mailbox()
    w = await world(stores, { env: { SMTP_URL: box.url, MAIL_FROM: 'Dealthread <chat@vectrana.example>' } })
    sergey = await w.open(people.manager)
    alina = await w.open(people.trade)
  })
  afterEach(async () => {
    await w.stop()
    await box.close()
  })

  /** She names her address and confirms it, and wishes mail. */
  async function hasMail(wishes = {}) {
    await alina.put('/api/notices/address', { address })
    await alina.post('/api/notices/address/confirmed', { code: lastCode() })
    await wish(alina, { ...byMail, ...wishes })
    box.mails.length = 0
  }

  const lastCode = () => /\d{6}/.exec(box.mails.at(-1)!.text)![0]
  const call = (text: string, by = sergey) => by.say(text, { mentions: [people.trade] })
  const letters = () =>
    w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.letter)).then((all) => all)

  describe('an address', () => {
    test('that the CRM does not tell is named by the person and confirmed by a code', async () => {
      expect((await alina.get('/api/notices')).body.mail).toEqual({ address: null, from: null })
      expect((await alina.put('/api/notices/address', { address })).body).toEqual({ ok: true })
      expect((await alina.get('/api/notices')).body.mail).toEqual({
        address: null,
        from: null,
        unconfirmed: address,
      })
      const code = lastCode()
      const wrong = code === '000000' ? '000001' : '000000'
      const confirm = (tried: string) => alina.post('/api/notices/address/confirmed', { code: tried })
      expect((await confirm(wrong)).body.confirmed).toBe(false)
      const { body } = await confirm(code)
      expect(body).toMatchObject({ confirmed: true, shown: { mail: { address, from: 'person' } } })
      expect((await confirm(code)).body.confirmed).toBe(false)
    })

    test('is not guessed by trying codes, nor after a quarter of an hour', async () => {
      await alina.put('/api/notices/address', { address })
      const code = lastCode()
      const wrong = code === '000000' ? '000001' : '000000'
      const confirm = (tried: string) => alina.post('/api/notices/address/confirmed', { code: tried })
      for (let tries = 0; tries < 5; tries += 1) expect((await confirm(wrong)).body.confirmed).toBe(false)
      expect((await confirm(code)).status).toBe(429)
      expect((await alina.put('/api/notices/address', { address })).status).toBe(429)
      w.clock.advance(2 * MINUTE)
      await alina.put('/api/notices/address', { address })
      const late = lastCode()
      w.clock.advance(10 * MINUTE)
      await alina.get('/api/notices')
      w.clock.advance(5 * MINUTE)
      expect((await confirm(late)).body.confirmed).toBe(false)
    })

    test('is nowhere in the clear, and gone when the person has left', async () => {
      await hasMail()
      const rows = await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.address))
      expect(rows).toHaveLength(1)
      expect(JSON.stringify(rows)).not.toContain('alina')
      w.portal.dismiss(people.trade)
      await w.parts.readPeople(w.company)
      expect(await w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.address))).toEqual([])
    })

    test('the CRM tells is taken from there, and changed there', async () => {
      const employee = (email: string) => ({
        ...{ id: people.trade, name: 'Ольга', position: null, photo: null, admin: null, active: true },
        email,
      })
      await w.parts.notifying.learnPeople(w.company, [employee('olga@vectrana.example')])
      const known = async () => (await alina.get('/api/notices')).body.mail
      expect(await known()).toEqual({ address: 'olga@vectrana.example', from: 'host' })
      expect((await alina.put('/api/notices/address', { address })).status).toBe(400)
      await w.parts.notifying.learnPeople(w.company, [employee('o.petrova@vectrana.example')])
      expect(await known()).toEqual({ address: 'o.petrova@vectrana.example', from: 'host' })
      await w.parts.notifying.learnPeople(w.company, [employee('')])
      expect(await known()).toEqual({ address: null, from: null })
    })
  })

  describe('a mail', () => {
    test('comes ten minutes after the bell, says who, where and how many, and never what', async () => {
      await hasMail()
      await call('Цена 18 400 за тонну, подтверди')
      await call('И упаковку')
      await pass(w, 20_000)
      await pass(w, 9 * MINUTE)
      expect(box.mails).toEqual([])
      await pass(w, MINUTE)
      const [mail, ...others] = box.to(address)
      expect(others).toEqual([])
      expect(mail!.headers.get('subject')).toBe('Поставка упаковочной линии для «Ромашки»: 2 сообщения')
      expect(mail!.text).toContain('Вас ждут 2 сообщения: «Общее». Последнее — Сергей Котов.')
      expect(mail!.text).toContain(`${w.portal.origin}/crm/deal/details/1204/`)
      expect(mail!.html).toContain('<a href="http')
      expect(mail!.raw + mail!.text + mail!.html).not.toMatch(/18 400|упаковку\b/)
      await pass(w, HOUR)
      expect(box.mails).toHaveLength(1)
    })

    test('does not come to whoever has read in time', async () => {
      await hasMail()
      const { seq } = await call('глянь')
      await pass(w, 20_000)
      await pass(w, 5 * MINUTE)
      await alina.put(`/api/threads/${alina.team}/read`, { seq })
      await pass(w, HOUR)
      expect(box.mails).toEqual([])
    })

    test('of a private thread does not say what it is called', async () => {
      await hasMail()
      const thread = newId()
      await sergey.post('/api/threads', {
        id: thread,
        kind: 'private',
        title: 'Наценка',
        people: [people.trade],
      })
      await sergey.say('15', { thread })
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      const [mail] = box.to(address)
      expect(mail!.text).toContain('Вам написали в закрытом обсуждении: Сергей Котов.')
      expect(mail!.raw + mail!.text + mail!.html).not.toContain('Наценка')
    })

    test('of one card stands with the others of that card, apart from another card’s', async () => {
      await hasMail()
      await call('раз')
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      await call('два')
      await call('там', await w.open(people.manager, deals.long))
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      await pass(w, 20 * MINUTE)
      const threads = box.to(address).map(({ headers }) => headers.get('references'))
      expect(threads).toHaveLength(3)
      expect(new Set(threads).size).toBe(2)
      expect(threads.join()).not.toMatch(/1204|1207/)
    })

    test('of what gathered in quiet hours is one, over all cards', async () => {
      await hasMail({ quiet: { from: '12:00', until: '14:00', days: [] } })
      await call('сюда')
      await call('и сюда', await w.open(people.manager, deals.long))
      await pass(w, MINUTE)
      await pass(w, 2 * HOUR)
      await pass(w, 10 * MINUTE)
      expect(box.mails).toHaveLength(1)
      expect(box.mails[0]!.headers.get('subject')).toBe('Чаты сделок: 2 сообщения в 2 карточках')
    })

    test('tells nothing of a deal the CRM no longer shows', async () => {
      await hasMail()
      await call('глянь')
      await pass(w, 20_000)
      w.portal.faults.deny(people.trade, 1204)
      await pass(w, 10 * MINUTE)
      expect(box.mails).toEqual([])
      expect((await letters()).map(({ ending }) => ending)).toEqual(['needless'])
    })

    test('writes the names of threads as they are, whatever is in them', async () => {
      await hasMail()
      const thread = newId()
      const title = '<img src=x onerror=alert(1)>\r\nBcc: evil@example.com'
      await sergey.post('/api/threads', { id: thread, kind: 'topic', title, people: [people.trade] })
      await sergey.say('глянь', { thread, mentions: [people.trade] })
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      const [mail] = box.mails
      expect(mail!.to).toEqual([address])
      expect(mail!.html).not.toContain('<img')
      expect(mail!.headers.has('bcc')).toBe(false)
    })

    test('goes at once when it is urgent, through quiet hours', async () => {
      await hasMail({ quiet: { from: '10:00', until: '20:00', days: [] } })
      const { id } = await call('Судно уходит')
      await sergey.put(`/api/threads/${sergey.team}/messages/${id}/urgent`)
      await pass(w, 0)
      expect(box.mails[0]!.text).toContain('Срочно. Вас упомянули')
      for (let n = 0; n < 8; n += 1) await pass(w, 5 * MINUTE)
      expect(box.mails).toHaveLength(1)
    })
  })

  describe('one click', () => {
    test('in the mail ends them; looking at the link does not', async () => {
      await hasMail({ summary: { at: '18:00', by: 'mail' } })
      await call('глянь')
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      const { headers, text } = box.mails[0]!
      expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
      const url = new URL(headers.get('list-unsubscribe')!.slice(1, -1))
      expect(text).toContain(url.href)
      const page = await w.http.request(url.pathname + url.search)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Не присылать')])
      const wishes = async () => (await (await w.open(people.trade)).get('/api/notices')).body.wishes
      expect(await wishes()).toMatchObject({ channels: { mail: true } })
      const done = await w.http.request(url.pathname + url.search, {
        method: 'POST',
        body: 'List-Unsubscribe=One-Click',
      })
      expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Готово')])
      expect(await wishes()).toMatchObject({ channels: { bell: true, mail: false }, summary: null })
    })

    test('for somebody else needs his own link', async () => {
      await hasMail()
      await call('глянь')
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      const url = new URL(box.mails[0]!.headers.get('list-unsubscribe')!.slice(1, -1))
      url.searchParams.set('person', people.manager)
      expect((await w.http.request(url.pathname + url.search, { method: 'POST' })).status).toBe(404)
      expect((await w.http.request('/mail/stop')).status).toBe(404)
    })
  })

  describe('a mail server', () => {
    test('that asks to be tried later is tried again, and one mail arrives', async () => {
      await hasMail()
      box.putOff(2)
      await call('глянь')
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      expect(box.mails).toEqual([])
      expect(await letters()).toMatchObject([{ reason: 'later', said: expect.stringContaining('try again') }])
      await pass(w, MINUTE)
      await pass(w, MINUTE)
      await pass(w, HOUR)
      expect(box.mails).toHaveLength(1)
    })

    test('that knows no such mailbox is believed: nothing more goes there until a trial arrives', async () => {
      await hasMail()
      box.refuse(address, 550, '5.1.1 no such user here')
      await call('глянь')
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      const opened = await w.open(people.trade)
      const mail = async () => (await opened.get('/api/notices')).body.mail
      expect(await mail()).toMatchObject({
        refused: { reason: 'no_mailbox', said: expect.stringContaining('no such user') },
      })
      expect((await opened.post('/api/notices/try', { by: 'mail' })).body).toEqual({
        ok: false,
        reason: 'no_mailbox',
        said: expect.stringContaining('5.1.1'),
      })
      box.accept(address)
      w.clock.advance(11_000)
      expect((await opened.post('/api/notices/try', { by: 'mail' })).body).toEqual({ ok: true })
      expect(await mail()).not.toHaveProperty('refused')
    })

    test('that is not there keeps nobody from writing, and is given up after a day', async () => {
      await hasMail()
      await box.close()
      await call('глянь')
      await pass(w, 20_000)
      await pass(w, 10 * MINUTE)
      expect((await letters())[0]).toMatchObject({ reason: 'unreachable', endedAt: null })
      for (let n = 0; n < 26; n += 1) await pass(w, HOUR)
      expect((await letters())[0]).toMatchObject({ ending: 'given_up', reason: 'unreachable' })
      box = await mailbox()
    })

    test('is handed each mail once by two nodes that send at the same time', async () => {
      await hasMail()
      const { store, now } = w.parts
      const other = createTelling({ store, now, newId })
      await call('глянь')
      await pass(w, 20_000)
      w.clock.advance(10 * MINUTE)
      await Promise.all([w.parts.writeToThem(w.company), other.writeToThem(w.company)])
      await Promise.all([w.parts.workLetters(w.company), w.parts.workLetters(w.company)])
      expect(box.mails).toHaveLength(1)
    })
  })

  describe('a summary', () => {
    test('comes at the chosen time with what is unread, unanswered and due, and not twice a day', async () => {
      await hasMail({ channels: asItComes.channels, summary: { at: '13:00', by: 'mail' } })
      await call('Подтвердите вес')
      await sergey.say('И ещё')
      await pass(w, 59 * MINUTE)
      expect(box.mails).toEqual([])
      await pass(w, MINUTE)
      expect(box.mails).toHaveLength(1)
      const { headers, text } = box.mails[0]!
      expect(headers.get('subject')).toBe('Чаты сделок на сегодня')
      expect(text).toContain('2 непрочитанных сообщения в 1 обсуждении.')
      expect(text).toContain('1 ждёт вашего ответа.')
      expect(text).not.toMatch(/Подтвердите|И ещё/)
      await pass(w, 2 * HOUR)
      expect(box.mails).toHaveLength(1)
      await pass(w, 22 * HOUR)
      expect(box.mails).toHaveLength(2)
    })

    test('does not come where there is nothing to say, nor on quiet days', async () => {
      await hasMail({ channels: asItComes.channels, summary: { at: '13:00', by: 'mail' } })
      await pass(w, HOUR)
      const later = await w.open(people.trade)
      await wish(later, {
        summary: { at: '13:00', by: 'mail' },
        quiet: { from: '23:00', until: '07:00', days: [6, 7] },
      })
      await call('глянь', await w.open(people.manager))
      await pass(w, 24 * HOUR)
      expect(box.mails).toEqual([])
      await pass(w, 48 * HOUR)
      expect(box.mails).toHaveLength(1)
    })

    test('comes to the bell where that was chosen', async () => {
      await wish(alina, { summary: { at: '13:00', by: 'bell' } })
      await call('Подтвердите вес')
      await pass(w, HOUR)
      expect(w.portal.notifications(people.trade).map(({ text }) => text)).toContain(
        'Чаты сделок на сегодня: 1 непрочитанное сообщение в 1 обсуждении, 1 ждёт вашего ответа.',
      )
    })
  })
})
