import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEveryStore } from '../stores.ts'
import { people, type World, world } from '../world.ts'

const MINUTE = 60_000

onEveryStore((stores) => {
  let w: World
  beforeAll(async () => {
    w = await world(stores)
    await w.portal.finishInstallation()
  })
  afterAll(() => w?.stop())

  test('row 22: a deal deleted in the portal leaves its talk to those who were in it, read-only', async () => {
    const manager = await w.open(people.manager)
    const stranger = people.customs
    await manager.say('Обещали скидку 10 % до пятницы')
    await w.portal.remove(1204, people.manager)
    await w.parts.inboxIdle()
    w.clock.advance(2 * MINUTE)

    const { status, body } = await manager.get(`/api/threads/${manager.team}/messages`)
    expect(status).toBe(200)
    expect(body.messages.at(-1)).toMatchObject({ happened: { what: 'gone' } })
    expect(body.messages.at(-2)).toMatchObject({ text: 'Обещали скидку 10 % до пятницы' })
    const refused = await manager.put(`/api/threads/${manager.team}/messages/${crypto.randomUUID()}`, {
      text: 'ещё',
    })
    expect(refused.body.error.reason).toBe('thread_closed')
    expect((await w.page(stranger, '1204')).status).not.toBe(200)
  })

  test('a new stage in the portal is told in the thread of a card that was opened before', async () => {
    const manager = await w.open(people.manager, '1205')
    await expect.poll(() => seen('deal:1205')).toBeTruthy()
    await w.portal.move(1205, 'EXECUTING', people.manager)
    await w.parts.inboxIdle()
    const { body } = await manager.get(`/api/threads/${manager.team}/messages`)
    expect(body.messages.at(-1).happened).toMatchObject({ what: 'stage', to: 'Перевозка' })
  })

  function seen(record: string) {
    return w.parts.store.read(w.company, async ({ db, t }) => {
      const cards = await db.select().from(t.card)
      return cards.find((card) => card.record === record)?.seen
    })
  }
})
