/** A card that has come to another, and being away, as people meet them. */
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { visitOurPage } from './our-page.ts'
import { deals, people, type Town, town } from './town.ts'

let t: Town

inTown(town, async (begun) => {
  t = begun
  const manager = await t.w.open(people.manager)
  const trade = await t.w.open(people.trade)
  await t.w.open(people.head)
  await trade.put(`/api/threads/${trade.team}/questions/${newId()}`, {
    text: 'Какой срок поставки?',
    to: { person: people.manager },
    deadline: 'hour',
  })
  const pinned = await manager.say('Реквизиты новые')
  await manager.put(`/api/threads/${manager.team}/messages/${pinned.id}/pin`)
  for (let n = 0; n < 40; n += 1) await manager.say(`Строка ${n}`)
  await trade.say('Ждём подтверждения слота')
  await t.w.portal.change(Number(deals.daisy), { responsible: people.head }, people.admin)
  await t.w.portal.delivered()
  await t.w.parts.inboxIdle()
})

test.each([
  ['wide', {}],
  [
    'narrow and dark, in Ukrainian',
    { theme: 'dark' as const, lang: 'uk' as const, viewport: { width: 480, height: 800 } },
  ],
])('the new one reads what to know, and a line leads to its message, %s', async (_, look) => {
  const seat = await t.sit(people.head, look)
  await seat.chat.locator('.handover-strip button').click()
  const brief = seat.chat.locator('.brief')
  await brief.getByText('Какой срок поставки?').first().waitFor()
  await brief.getByText('Ждём подтверждения слота').waitFor()
  await judge(seat.chat)
  expect(await faults(seat.chat)).toEqual([])
  await brief.getByRole('button', { name: 'Реквизиты новые' }).click()
  await seat.message('Реквизиты новые').first().waitFor()
  expect(await brief.count()).toBe(0)
  expect(seat.complaints).toEqual([])
})

test('somebody goes away, another stands in, and the way back is one press', async () => {
  const { frame } = await visitOurPage(t, people.trade, { section: 'Отсутствие' })
  await frame.getByLabel('Кто вас замещает').selectOption(people.logistics)
  const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10)
  await frame.getByLabel('С', { exact: true }).fill(day(0))
  await frame.getByLabel('По, включительно').fill(day(3))
  await frame.getByRole('button', { name: 'Сохранить' }).click()
  await frame.getByText('сейчас', { exact: true }).waitFor()
  await judge(frame)
  expect(await faults(frame)).toEqual([])

  const head = await t.sit(people.head)
  const trade = (await t.w.open(people.head)).bootstrap.card.people.find(({ id }) => id === people.trade)!
  await (await t.w.open(people.head)).say('Подтвердите код', { mentions: [trade.id] })
  await head.list.getByText(/По .* замещает/).waitFor()

  await frame.getByRole('button', { name: 'Что изменилось за это время' }).click()
  await frame.getByText(/сообщений: \d/).waitFor()
  await frame.getByRole('button', { name: 'Я на месте' }).click()
  await frame.getByText('прошло', { exact: true }).waitFor()
})
