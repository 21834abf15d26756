/** What rings for whom, and when: levels, quiet hours, and what rings through them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { choose, shownChoices } from '../../backend/companies/choices.ts'
import { newId } from '../../backend/ids.ts'
import { createTelling } from '../../backend/notices/telling.ts'
import type { Level } from '../../backend/shown.ts'
import { onEveryStore } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'
import { bell, HOUR, MINUTE, pass, rung, SECOND, wish } from './notices-fixture.ts'

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

  const level = (wanted: Level | null, thread = alina.team) =>
    alina.put(`/api/threads/${thread}/level`, { level: wanted })

  const urgent = (id: string, by = sergey) => by.put(`/api/threads/${by.team}/messages/${id}/urgent`)

  describe('levels', () => {
    test('whoever wants all of a thread hears every message of others, and is told when it calls him', async () => {
      await level('all')
      const { seq } = await sergey.say('Погрузка началась')
      await alina.put(`/api/threads/${alina.team}/read`, { seq })
      await alina.say('Вижу')
      await pass(w, 20 * SECOND)
      expect(bell(w, people.trade)).toEqual([])
      await sergey.say('Погрузка закончилась')
      await pass(w, 20 * SECOND)
      expect(bell(w, people.trade)[0]).toContain('Новое сообщение в обсуждении «Общее»: Сергей Котов.')
      expect(bell(w, people.manager)).toEqual([])
    })

    test('a thread’s own level counts before mine for all, and mine before the company’s', async () => {
      await chooseLevel('none')
      await sergey.say('раз', { mentions: [people.trade] })
      await pass(w, 20 * SECOND)
      expect(bell(w, people.trade)).toEqual([])
      await wish(alina, { level: 'calls' })
      await sergey.say('два', { mentions: [people.trade] })
      await pass(w, 20 * SECOND)
      expect(bell(w, people.trade)).toHaveLength(1)
      expect((await level('none')).body).toEqual({ level: 'none', mutedAt: expect.any(String) })
      await sergey.say('три', { mentions: [people.trade] })
      await pass(w, 2 * MINUTE)
      expect(await rung(w)).toBe(1)
    })

    test('who mutes a thread after being called is called no more', async () => {
      await sergey.say('глянь', { mentions: [people.trade] })
      await pass(w, 10 * SECOND)
      await level('none')
      await pass(w, MINUTE)
      expect(await rung(w)).toBe(0)
    })

    test('a level is mine alone, and in every window of mine', async () => {
      await level('all')
      const threadOf = async (person: Person) =>
        (await person.get('/api/card')).body.threads.find(({ id }: { id: string }) => id === alina.team)
      expect(await threadOf(alina)).toMatchObject({ level: 'all' })
      expect(await threadOf(sergey)).not.toHaveProperty('level')
      const { body } = await alina.get(`/api/events?after=${alina.bootstrap.card.position}`)
      expect(body.events.at(-1)).toMatchObject({ topic: 'thread.levelled', data: { level: 'all' } })
    })

    test('a level nobody knows is refused', async () => {
      expect((await alina.put(`/api/threads/${alina.team}/level`, { level: 'some' })).status).toBe(400)
    })
  })

  describe('quiet hours', () => {
    // The world begins on a Friday at noon in Moscow.
    const quiet = { from: '12:00', until: '18:00', days: [] }

    test('nothing rings in them; when they end one notice tells of all cards', async () => {
      await wish(alina, { quiet })
      const elsewhere = await w.open(people.manager, deals.long)
      await sergey.say('сюда', { mentions: [people.trade] })
      await sergey.say('и ещё', { mentions: [people.trade] })
      await elsewhere.say('и сюда', { mentions: [people.trade] })
      await pass(w, HOUR)
      await pass(w, 4 * HOUR)
      expect(await rung(w)).toBe(0)
      await pass(w, HOUR)
      expect(bell(w, people.trade)).toHaveLength(1)
      expect(bell(w, people.trade)[0]).toContain(
        'Пока было тихо: 3 сообщения для вас в 2 карточках. Последнее — Сергей Котов.',
      )
      await pass(w, HOUR)
      expect(await rung(w)).toBe(1)
    })

    test('what is read meanwhile is not told after; the notice goes when the last is read', async () => {
      await wish(alina, { quiet: { ...quiet, until: '12:10' } })
      const first = await sergey.say('сюда', { mentions: [people.trade] })
      const elsewhere = await w.open(people.manager, deals.long)
      await elsewhere.say('и сюда', { mentions: [people.trade] })
      await pass(w, 5 * MINUTE)
      await alina.put(`/api/threads/${alina.team}/read`, { seq: first.seq })
      await pass(w, 5 * MINUTE)
      expect(bell(w, people.trade)[0]).toContain('Вас упомянули')
      const there = await w.open(people.trade, deals.long)
      const { lastSeq } = there.bootstrap.card.threads.find(({ id }) => id === there.team)!
      await there.put(`/api/threads/${there.team}/read`, { seq: lastSeq })
      await pass(w, 0)
      expect(bell(w, people.trade)).toEqual([])
    })

    test('days are quiet from beginning to end, by the clock of the person', async () => {
      await wish(alina, {
        quiet: { from: '22:00', until: '08:00', days: [5, 6, 7] },
        zone: 'Asia/Vladivostok',
      })
      await sergey.say('глянь', { mentions: [people.trade] })
      await pass(w, MINUTE)
      // Monday 08:00 in Vladivostok is Sunday 22:00 in UTC.
      await pass(w, 2 * 24 * HOUR + 12 * HOUR + 58 * MINUTE)
      expect(await rung(w)).toBe(0)
      await pass(w, MINUTE)
      expect(await rung(w)).toBe(1)
    })

    test('whoever ends his quiet is told at once what was put off', async () => {
      await wish(alina, { quiet })
      await sergey.say('глянь', { mentions: [people.trade] })
      await pass(w, MINUTE)
      await wish(alina, { quiet: null })
      await pass(w, 0)
      expect(await rung(w)).toBe(1)
    })

    test('quiet that would never end is refused, and so is a zone that does not exist', async () => {
      const wishes = (await alina.get('/api/notices')).body.wishes
      for (const wrong of [
        { quiet: { from: '10:00', until: '10:00', days: [] } },
        { quiet: { from: '10:00', until: '11:00', days: [1, 2, 3, 4, 5, 6, 7] } },
        { zone: 'Mars/Olympus' },
        { quiet: { from: '25:00', until: '11:00', days: [] } },
      ]) {
        expect((await alina.put('/api/notices', { ...wishes, ...wrong })).status).toBe(400)
      }
      expect((await alina.get('/api/notices')).body.wishes).toEqual(wishes)
    })
  })

  describe('urgent messages', () => {
    test('ring at once and through quiet hours, every five minutes, for half an hour', async () => {
      await wish(alina, { quiet: { from: '10:00', until: '20:00', days: [] }, level: 'none' })
      const { id } = await sergey.say('Судно уходит', { mentions: [people.trade] })
      expect((await urgent(id)).body).toMatchObject({ urgentAt: expect.any(String) })
      await pass(w, 0)
      expect(bell(w, people.trade)[0]).toMatch(/^Срочно\. Вас упомянули/)
      for (let minute = 0; minute < 60; minute += 1) await pass(w, MINUTE)
      expect(await rung(w)).toBe(7)
      expect(bell(w, people.trade)).toHaveLength(1)
    })

    test('ring no more once they have been seen', async () => {
      const { id, seq } = await sergey.say('Судно уходит', { mentions: [people.trade] })
      await urgent(id)
      await pass(w, 0)
      await pass(w, 5 * MINUTE)
      expect(await rung(w)).toBe(2)
      await alina.put(`/api/threads/${alina.team}/read`, { seq })
      await pass(w, 5 * MINUTE)
      await pass(w, 5 * MINUTE)
      expect(await rung(w)).toBe(2)
      expect(bell(w, people.trade)).toEqual([])
    })

    test('do not ring for whoever has read them already', async () => {
      const { id, seq } = await sergey.say('Судно уходит', { mentions: [people.trade] })
      await alina.put(`/api/threads/${alina.team}/read`, { seq })
      await urgent(id)
      await pass(w, 0)
      expect(await rung(w)).toBe(0)
    })

    test('are three an hour, one’s own, and call somebody', async () => {
      const said = await Promise.all(
        [1, 2, 3, 4].map((n) => sergey.say(`${n}`, { mentions: [people.trade] })),
      )
      expect((await urgent(said[0]!.id, alina)).body.error.reason).toBe('not_author')
      for (const { id } of said.slice(0, 3)) expect((await urgent(id)).status).toBe(200)
      expect((await urgent(said[0]!.id)).status).toBe(200)
      expect((await urgent(said[3]!.id)).body.error.reason).toBe('too_many_requests')
      w.clock.advance(HOUR + 1)
      const later = await w.open(people.manager)
      expect((await urgent(said[3]!.id, later)).status).toBe(200)
      const nobody = await later.say('просто так')
      expect((await urgent(nobody.id, later)).body.error.reason).toBe('bad_request')
    })

    test('two nodes that ring at the same time ring once', async () => {
      const { store, now } = w.parts
      const other = createTelling({ store, now, newId })
      const { id } = await sergey.say('Судно уходит', { mentions: [people.trade] })
      await urgent(id)
      await Promise.all([w.parts.hear(w.company), other.hear(w.company)])
      await Promise.all([w.parts.ring(w.company), other.ring(w.company)])
      await pass(w, 0)
      w.clock.advance(5 * MINUTE)
      await Promise.all([w.parts.ring(w.company), other.ring(w.company)])
      await pass(w, 0)
      expect(await rung(w)).toBe(2)
    })
  })

  describe('wishes', () => {
    test('the bell can be switched off, and rings when it is tried out', async () => {
      await wish(alina, { channels: { bell: false, mail: false, push: true } })
      await sergey.say('глянь', { mentions: [people.trade] })
      await pass(w, MINUTE)
      expect(bell(w, people.trade)).toEqual([])
      expect((await alina.post('/api/notices/try', { by: 'bell' })).body).toEqual({ ok: true })
      expect(bell(w, people.trade)).toEqual(['Проверка: уведомления чатов сделок приходят сюда.'])
      expect((await alina.post('/api/notices/try', { by: 'bell' })).status).toBe(429)
    })

    test('without a mail server mail is not offered', async () => {
      expect((await alina.get('/api/notices')).body).toMatchObject({
        mail: null,
        company: { level: 'calls' },
      })
      expect((await alina.put('/api/notices/address', { address: 'a@b.example' })).status).toBe(400)
      expect((await alina.post('/api/notices/try', { by: 'mail' })).body).toMatchObject({
        reason: 'no_address',
      })
    })

    test('nobody without a session reads or sets them', async () => {
      for (const method of ['GET', 'PUT'])
        expect((await w.http.request('/api/notices', { method })).status).toBe(401)
    })
  })

  async function chooseLevel(chosen: Level) {
    const { choices, version } = await w.parts.store.read(w.company, shownChoices)
    await w.parts.store.write(w.company, (writing) =>
      choose(
        writing,
        { company: writing.company, person: people.admin },
        { choices: { ...choices, level: chosen }, version },
      ),
    )
  }
})
