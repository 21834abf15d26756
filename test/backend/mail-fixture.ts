/** A world with a real mail server, in which somebody has told where she is written to. */
import { type Mailbox, mailbox } from '../mailbox.ts'
import type { TestStores } from '../stores.ts'
import { people, world } from '../world.ts'
import { asItComes, wish } from './notices-fixture.ts'

export const address = 'alina@vectrana.example'
export const byMail = { ...asItComes, channels: { bell: true, mail: true, push: true } }

export async function mailWorld(stores: TestStores) {
  const box = await mailbox()
  const w = await world(stores, {
    env: { SMTP_URL: box.url, MAIL_FROM: 'Dealthread <chat@vectrana.example>' },
  })
  const sergey = await w.open(people.manager)
  const alina = await w.open(people.trade)

  return {
    ...{ box, w, sergey, alina },
    /** She names her address and confirms it, and wishes mail. */
    async hasMail(wishes = {}) {
      await alina.put('/api/notices/address', { address })
      await alina.post('/api/notices/address/confirmed', { code: lastCode(box) })
      await wish(alina, { ...byMail, ...wishes })
      box.mails.length = 0
    },
    call: (text: string, by = sergey) => by.say(text, { mentions: [people.trade] }),
    letters: () =>
      w.parts.store.read(w.company, ({ db, t }) => db.select().from(t.letter)).then((all) => all),
    /** A test may have closed the box before. */
    async stop() {
      await w.stop()
      await box.close()
    },
  }
}

export type MailWorld = Awaited<ReturnType<typeof mailWorld>>

export const lastCode = (box: Mailbox) => /\d{6}/.exec(box.mails.at(-1)!.text)![0]
