/** Mail about what somebody has not seen, handed in at a real mail server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { onEveryStore } from '../stores.ts'
import { deals, people } from '../world.ts'
import { address, lastCode, type MailWorld, mailWorld } from './mail-fixture.ts'
import { asItComes, HOUR, MINUTE, pass, wish } from './notices-fixture.ts'

onEveryStore((stores) => {
  let m: MailWorld
  beforeEach(async () => {
    m = await mailWorld(stores)
  })
  afterEach(() => m.stop())

  describe('an address', () => {
    test('that the CRM does not tell is named by the person and confirmed by a code', async () => {
      expect((await m.alina.get('/api/notices')).body.mail).toEqual({ address: null, from: null })
      expect((await m.alina.put('/api/notices/address', { address })).body).toEqual({ ok: true })
      expect((await m.alina.get('/api/notices')).body.mail).toEqual({
        address: null,
        from: null,
        unconfirmed: address,
      })
      const code = lastCode(m.box)
      const wrong = code === '000000' ? '000001' : '000000'
      const confirm = (tried: string) => m.alina.post('/api/notices/address/confirmed', { code: tried })
      expect((await confirm(wrong)).body.confirmed).toBe(false)
      const { body } = await confirm(code)
      expect(body).toMatchObject({ confirmed: true, shown: { mail: { address, from: 'person' } } })
      expect((await confirm(code)).body.confirmed).toBe(false)
    })

    test('is not guessed by trying codes, nor after a quarter of an hour', async () => {
      await m.alina.put('/api/notices/address', { address })
      const code = lastCode(m.box)
      const wrong = code === '000000' ? '000001' : '000000'
      const confirm = (tried: string) => m.alina.post('/api/notices/address/confirmed', { code: tried })
      for (let tries = 0; tries < 5; tries += 1) expect((await confirm(wrong)).body.confirmed).toBe(false)
      expect((await confirm(code)).status).toBe(429)
      expect((await m.alina.put('/api/notices/address', { address })).status).toBe(429)
      m.w.clock.advance(2 * MINUTE)
      await m.alina.put('/api/notices/address', { address })
      const late = lastCode(m.box)
      m.w.clock.advance(10 * MINUTE)
      await m.alina.get('/api/notices')
      m.w.clock.advance(5 * MINUTE)
      expect((await confirm(late)).body.confirmed).toBe(false)
    })

    test('is nowhere in the clear, and gone when the person has left', async () => {
      await m.hasMail()
      const rows = await m.w.parts.store.read(m.w.company, ({ db, t }) => db.select().from(t.address))
      expect(rows).toHaveLength(1)
      expect(JSON.stringify(rows)).not.toContain('alina')
      m.w.portal.dismiss(people.trade)
      await m.w.parts.readPeople(m.w.company)
      expect(await m.w.parts.store.read(m.w.company, ({ db, t }) => db.select().from(t.address))).toEqual([])
    })

    test('the CRM tells is taken from there, and changed there', async () => {
      const employee = (email: string) => ({
        ...{ id: people.trade, name: 'Ольга', position: null, photo: null, admin: null, active: true },
        email,
      })
      await m.w.parts.notifying.learnPeople(m.w.company, [employee('olga@vectrana.example')])
      const known = async () => (await m.alina.get('/api/notices')).body.mail
      expect(await known()).toEqual({ address: 'olga@vectrana.example', from: 'host' })
      expect((await m.alina.put('/api/notices/address', { address })).status).toBe(400)
      await m.w.parts.notifying.learnPeople(m.w.company, [employee('o.petrova@vectrana.example')])
      expect(await known()).toEqual({ address: 'o.petrova@vectrana.example', from: 'host' })
      await m.w.parts.notifying.learnPeople(m.w.company, [employee('')])
      expect(await known()).toEqual({ address: null, from: null })
    })
  })

  describe('a mail', () => {
    test('comes ten minutes after the bell, says who, where and how many, and never what', async () => {
      await m.hasMail()
      await m.call('Цена 18 400 за тонну, подтверди')
      await m.call('И упаковку')
      await pass(m.w, 20_000)
      await pass(m.w, 9 * MINUTE)
      expect(m.box.mails).toEqual([])
      await pass(m.w, MINUTE)
      const [mail, ...others] = m.box.to(address)
      expect(others).toEqual([])
      expect(mail!.headers.get('subject')).toBe('Поставка упаковочной линии для «Ромашки»: 2 сообщения')
      expect(mail!.text).toContain('Вас ждут 2 сообщения: «Общее». Последнее — Сергей Котов.')
      expect(mail!.text).toContain(`${m.w.portal.origin}/crm/deal/details/1204/`)
      expect(mail!.html).toContain('<a href="http')
      expect(mail!.raw + mail!.text + mail!.html).not.toMatch(/18 400|упаковку\b/)
      await pass(m.w, HOUR)
      expect(m.box.mails).toHaveLength(1)
    })

    test('does not come to whoever has read in time', async () => {
      await m.hasMail()
      const { seq } = await m.call('глянь')
      await pass(m.w, 20_000)
      await pass(m.w, 5 * MINUTE)
      await m.alina.put(`/api/threads/${m.alina.team}/read`, { seq })
      await pass(m.w, HOUR)
      expect(m.box.mails).toEqual([])
    })

    test('of a private thread does not say what it is called', async () => {
      await m.hasMail()
      const thread = newId()
      await m.sergey.post('/api/threads', {
        id: thread,
        kind: 'private',
        title: 'Наценка',
        people: [people.trade],
      })
      await m.sergey.say('15', { thread })
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      const [mail] = m.box.to(address)
      expect(mail!.text).toContain('Вам написали в закрытом обсуждении: Сергей Котов.')
      expect(mail!.raw + mail!.text + mail!.html).not.toContain('Наценка')
    })

    test('of one card stands with the others of that card, apart from another card’s', async () => {
      await m.hasMail()
      await m.call('раз')
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      await m.call('два')
      await m.call('там', await m.w.open(people.manager, deals.long))
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      await pass(m.w, 20 * MINUTE)
      const threads = m.box.to(address).map(({ headers }) => headers.get('references'))
      expect(threads).toHaveLength(3)
      expect(new Set(threads).size).toBe(2)
      expect(threads.join()).not.toMatch(/1204|1207/)
    })

    test('of what gathered in quiet hours is one, over all cards', async () => {
      await m.hasMail({ quiet: { from: '12:00', until: '14:00', days: [] } })
      await m.call('сюда')
      await m.call('и сюда', await m.w.open(people.manager, deals.long))
      await pass(m.w, MINUTE)
      await pass(m.w, 2 * HOUR)
      await pass(m.w, 10 * MINUTE)
      expect(m.box.mails).toHaveLength(1)
      expect(m.box.mails[0]!.headers.get('subject')).toBe('Чаты сделок: 2 сообщения в 2 карточках')
    })

    test('tells nothing of a deal the CRM no longer shows', async () => {
      await m.hasMail()
      await m.call('глянь')
      await pass(m.w, 20_000)
      m.w.portal.faults.deny(people.trade, 1204)
      await pass(m.w, 10 * MINUTE)
      expect(m.box.mails).toEqual([])
      expect((await m.letters()).map(({ ending }) => ending)).toEqual(['needless'])
    })

    test('writes the names of threads as they are, whatever is in them', async () => {
      await m.hasMail()
      const thread = newId()
      const title = '<img src=x onerror=alert(1)>\r\nBcc: evil@example.com'
      await m.sergey.post('/api/threads', { id: thread, kind: 'topic', title, people: [people.trade] })
      await m.sergey.say('глянь', { thread, mentions: [people.trade] })
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      const [mail] = m.box.mails
      expect(mail!.to).toEqual([address])
      expect(mail!.html).not.toContain('<img')
      expect(mail!.headers.has('bcc')).toBe(false)
    })

    test('goes at once when it is urgent, through quiet hours', async () => {
      await m.hasMail({ quiet: { from: '10:00', until: '20:00', days: [] } })
      const { id } = await m.call('Судно уходит')
      await m.sergey.put(`/api/threads/${m.sergey.team}/messages/${id}/urgent`)
      await pass(m.w, 0)
      expect(m.box.mails[0]!.text).toContain('Срочно. Вас упомянули')
      for (let n = 0; n < 8; n += 1) await pass(m.w, 5 * MINUTE)
      expect(m.box.mails).toHaveLength(1)
    })
  })

  describe('one click', () => {
    test('in the mail ends them; looking at the link does not', async () => {
      await m.hasMail({ summary: { at: '18:00', by: 'mail' } })
      await m.call('глянь')
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      const { headers, text } = m.box.mails[0]!
      expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
      const url = new URL(headers.get('list-unsubscribe')!.slice(1, -1))
      expect(text).toContain(url.href)
      const page = await m.w.http.request(url.pathname + url.search)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Не присылать')])
      const wishes = async () => (await (await m.w.open(people.trade)).get('/api/notices')).body.wishes
      expect(await wishes()).toMatchObject({ channels: { mail: true } })
      const done = await m.w.http.request(url.pathname + url.search, {
        method: 'POST',
        body: 'List-Unsubscribe=One-Click',
      })
      expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Готово')])
      expect(await wishes()).toMatchObject({ channels: { bell: true, mail: false }, summary: null })
    })

    test('for somebody else needs his own link', async () => {
      await m.hasMail()
      await m.call('глянь')
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      const url = new URL(m.box.mails[0]!.headers.get('list-unsubscribe')!.slice(1, -1))
      url.searchParams.set('person', people.manager)
      expect((await m.w.http.request(url.pathname + url.search, { method: 'POST' })).status).toBe(404)
      expect((await m.w.http.request('/mail/stop')).status).toBe(404)
    })
  })

  describe('a summary', () => {
    test('comes at the chosen time with what is unread, unanswered and due, and not twice a day', async () => {
      await m.hasMail({ channels: asItComes.channels, summary: { at: '13:00', by: 'mail' } })
      await m.call('Подтвердите вес')
      await m.sergey.say('И ещё')
      await pass(m.w, 59 * MINUTE)
      expect(m.box.mails).toEqual([])
      await pass(m.w, MINUTE)
      expect(m.box.mails).toHaveLength(1)
      const { headers, text } = m.box.mails[0]!
      expect(headers.get('subject')).toBe('Чаты сделок на сегодня')
      expect(text).toContain('2 непрочитанных сообщения в 1 обсуждении.')
      expect(text).toContain('1 ждёт вашего ответа.')
      expect(text).not.toMatch(/Подтвердите|И ещё/)
      await pass(m.w, 2 * HOUR)
      expect(m.box.mails).toHaveLength(1)
      await pass(m.w, 22 * HOUR)
      expect(m.box.mails).toHaveLength(2)
    })

    test('does not come where there is nothing to say, nor on quiet days', async () => {
      await m.hasMail({ channels: asItComes.channels, summary: { at: '13:00', by: 'mail' } })
      await pass(m.w, HOUR)
      const later = await m.w.open(people.trade)
      await wish(later, {
        summary: { at: '13:00', by: 'mail' },
        quiet: { from: '23:00', until: '07:00', days: [6, 7] },
      })
      await m.call('глянь', await m.w.open(people.manager))
      await pass(m.w, 24 * HOUR)
      expect(m.box.mails).toEqual([])
      await pass(m.w, 48 * HOUR)
      expect(m.box.mails).toHaveLength(1)
    })

    test('comes to the bell where that was chosen', async () => {
      await wish(m.alina, { summary: { at: '13:00', by: 'bell' } })
      await m.call('Подтвердите вес')
      await pass(m.w, HOUR)
      expect(m.w.portal.notifications(people.trade).map(({ text }) => text)).toContain(
        'Чаты сделок на сегодня: 1 непрочитанное сообщение в 1 обсуждении, 1 ждёт вашего ответа.',
      )
    })
  })
})
