/** What a mail server answers, and what comes of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { createTelling } from '../../backend/notices/telling.ts'
import { onEveryStore } from '../stores.ts'
import { people } from '../world.ts'
import { address, type MailWorld, mailWorld } from './mail-fixture.ts'
import { HOUR, MINUTE, pass } from './notices-fixture.ts'

onEveryStore((stores) => {
  let m: MailWorld
  beforeEach(async () => {
    m = await mailWorld(stores)
  })
  afterEach(() => m.stop())

  describe('a mail server', () => {
    test('that asks to be tried later is tried again, and one mail arrives', async () => {
      await m.hasMail()
      m.box.putOff(2)
      await m.call('глянь')
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      expect(m.box.mails).toEqual([])
      expect(await m.letters()).toMatchObject([
        { reason: 'later', said: expect.stringContaining('try again') },
      ])
      await pass(m.w, MINUTE)
      await pass(m.w, MINUTE)
      await pass(m.w, HOUR)
      expect(m.box.mails).toHaveLength(1)
    })

    test('that knows no such mailbox is believed: nothing more goes there until a trial arrives', async () => {
      await m.hasMail()
      m.box.refuse(address, 550, '5.1.1 no such user here')
      await m.call('глянь')
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      const opened = await m.w.open(people.trade)
      const mail = async () => (await opened.get('/api/notices')).body.mail
      expect(await mail()).toMatchObject({
        refused: { reason: 'no_mailbox', said: expect.stringContaining('no such user') },
      })
      expect((await opened.post('/api/notices/try', { by: 'mail' })).body).toEqual({
        ok: false,
        reason: 'no_mailbox',
        said: expect.stringContaining('5.1.1'),
      })
      m.box.accept(address)
      m.w.clock.advance(11_000)
      expect((await opened.post('/api/notices/try', { by: 'mail' })).body).toEqual({ ok: true })
      expect(await mail()).not.toHaveProperty('refused')
    })

    test('that is not there keeps nobody from writing, and is given up after a day', async () => {
      await m.hasMail()
      await m.box.close()
      await m.call('глянь')
      await pass(m.w, 20_000)
      await pass(m.w, 10 * MINUTE)
      expect((await m.letters())[0]).toMatchObject({ reason: 'unreachable', endedAt: null })
      for (let n = 0; n < 26; n += 1) await pass(m.w, HOUR)
      expect((await m.letters())[0]).toMatchObject({ ending: 'given_up', reason: 'unreachable' })
    })

    test('is handed each mail once by two nodes that send at the same time', async () => {
      await m.hasMail()
      const { store, now } = m.w.parts
      const other = createTelling({ store, now, newId })
      await m.call('глянь')
      await pass(m.w, 20_000)
      m.w.clock.advance(10 * MINUTE)
      await Promise.all([m.w.parts.writeToThem(m.w.company), other.writeToThem(m.w.company)])
      await Promise.all([m.w.parts.workLetters(m.w.company), m.w.parts.workLetters(m.w.company)])
      expect(m.box.mails).toHaveLength(1)
    })
  })
})
