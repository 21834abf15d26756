/** What people see when a record goes on in another, and when the portal does not say in which. */
import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, async (begun) => {
  t = begun
  await t.w.portal.change(1205, { company: 31 }, people.manager)
})

test('row 22: whoever answers for a deleted deal lets its discussions go on in the one he has merged it into', async () => {
  const left = await t.sit(people.manager, { deal: '1205' })
  await left.say('Обсудили доставку станков')
  await left.message('Обсудили доставку станков').waitFor()
  await t.w.parts.lookAgain(t.w.company, 'deal:1205', null)
  await t.w.portal.remove(1205, people.manager)
  await t.w.parts.inboxIdle()
  await left.chat.getByLabel(/Запись удалили из CRM/).waitFor()

  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.chat.getByText(/«Станки из Ганновера, сборный груз» больше нет в CRM/).waitFor()
  expect(await trade.chat.getByText(/больше нет в CRM/).count()).toBe(0)
  await manager.chat.getByRole('button', { name: 'Продолжить здесь' }).click()

  for (const seat of [manager, trade]) {
    const former = seat.chat.getByRole('button', { name: /Чат сделки «Станки из Ганновера/ })
    await former.click()
    await seat.message('Обсудили доставку станков').waitFor()
  }
  expect(await manager.chat.getByText(/больше нет в CRM/).count()).toBe(0)
  // The other card says where to go on, and takes there.
  await left.list.getByRole('button', { name: /продолжается здесь: Сделка №\s1204/ }).click()
  await left.page.locator('.slider iframe').waitFor()
  expect(await left.chat.getByLabel(/Запись удалили из CRM/).count()).toBe(0)
  expect([...manager.complaints, ...trade.complaints]).toEqual([])
})

test('row 22: from the card that is left behind it goes on in the one whose number he gives', async () => {
  const left = await t.sit(people.otherManager, { deal: '1206' })
  await left.say('О складе')
  await left.message('О складе').waitFor()
  await t.w.portal.remove(1206, people.otherManager)
  await t.w.parts.inboxIdle()
  const field = left.chat.getByLabel(/Запись удалили из CRM/)
  await field.fill('999999')
  await left.chat.getByRole('button', { name: 'Продолжить там' }).click()
  await left.chat.getByText('Такой записи нет, или она вам не открыта').first().waitFor()
  await field.fill(`${t.w.portal.origin}/crm/deal/details/1210/`)
  await field.press('Enter')
  await left.list.getByRole('button', { name: /продолжается здесь: Сделка №\s1210/ }).waitFor()
  expect(await field.count()).toBe(0)
})
