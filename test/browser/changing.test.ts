import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { fill } from './fill.ts'
import { inTown } from './in-town.ts'
import { deals, people, type Seat, type Town, town } from './town.ts'

const MINUTE = 60_000

let t: Town
inTown(town, (begun) => {
  t = begun
})

/** Chooses from the menu of a message. */
async function choose(seat: Seat, text: string, item: string) {
  await seat.message(text).hover()
  await seat.row(text).getByRole('button', { name: 'Ещё' }).click()
  await seat.chat.getByRole('menuitem', { name: item }).click()
}

test('the arrow up corrects what was said last; everybody sees that and may read the earlier text', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.say('Скидка 20 %')
  await trade.message('Скидка 20 %').waitFor()

  await manager.composer.press('ArrowUp')
  expect(await manager.composer.inputValue()).toBe('Скидка 20 %')
  await manager.composer.fill('Скидка 10 %')
  await manager.composer.press('Enter')

  await trade.message('Скидка 10 %').waitFor()
  expect(await trade.message('Скидка 20 %').count()).toBe(0)
  expect(await manager.composer.inputValue()).toBe('')
  await trade.message('Скидка 10 %').getByRole('button', { name: 'изм.' }).click()
  await trade.chat.getByRole('dialog', { name: 'Прежний текст' }).getByText('Скидка 20 %').waitFor()
})

test('Esc leaves a correction and gives back what was being written', async () => {
  const manager = await t.sit(people.manager)
  await manager.say('Останется как есть')
  await manager.row('Останется как есть').getByText('Отправлено').waitFor()
  await manager.composer.fill('Новая мысль')

  await choose(manager, 'Останется как есть', 'Изменить')
  expect(await manager.composer.inputValue()).toBe('Останется как есть')
  await manager.composer.fill('Передумал')
  await manager.composer.press('Escape')
  expect(await manager.composer.inputValue()).toBe('Новая мысль')
  expect(await manager.message('Передумал').count()).toBe(0)
})

test('after fifteen minutes nothing can be corrected any more', async () => {
  await fill(t.w, '1201', 1, { by: [people.manager], until: new Date(Date.now() - 16 * MINUTE) })
  const manager = await t.sit(people.manager, { deal: '1201' })
  await manager.message('Строка 1.').waitFor()
  await manager.composer.press('ArrowUp')
  expect(await manager.composer.inputValue()).toBe('')
  await manager.message('Строка 1.').hover()
  await manager.row('Строка 1.').getByRole('button', { name: 'Ещё' }).click()
  await manager.chat.getByRole('menuitem', { name: 'Закрепить' }).waitFor()
  expect(await manager.chat.getByRole('menuitem', { name: 'Изменить' }).count()).toBe(0)
})

test('a correction begun in time and finished too late says so and keeps the text', async () => {
  const manager = await t.sit(people.manager)
  await manager.say('Долго думал')
  await manager.row('Долго думал').getByText('Отправлено').waitFor()
  await manager.composer.press('ArrowUp')
  await longAgo('Долго думал')

  await manager.composer.fill('Надумал')
  await manager.composer.press('Enter')
  await manager.chat.getByRole('status').getByText('Время на изменение вышло.').waitFor()
  expect(await manager.composer.inputValue()).toBe('Надумал')
  await manager.message('Долго думал').waitFor()
})

/** Twenty minutes pass for a message. */
async function longAgo(text: string) {
  await t.w.parts.store.write(t.w.company, async ({ company, db, t: { message } }) => {
    const at = new Date(Date.now() - 20 * MINUTE)
    await db
      .update(message)
      .set({ at })
      .where(and(eq(message.company, company), eq(message.text, text)))
  })
}

test('what is deleted leaves a trace for everybody and is found no more', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.say('Секретная маржа')
  await trade.message('Секретная маржа').hover()
  await trade.row('Секретная маржа').getByRole('button', { name: 'Ответить' }).click()
  await trade.say('Какая именно?')
  await manager.message('Какая именно?').waitFor()

  await choose(manager, 'Секретная маржа', 'Удалить')
  await manager.chat.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click()

  for (const seat of [manager, trade]) {
    await seat.list.getByText('Удалено автором').waitFor()
    await seat.message('Какая именно?').getByText('Сообщение удалено').waitFor()
    expect(await seat.message('Секретная маржа').count()).toBe(0)
  }
  const { body } = await (await t.w.open(people.trade, deals.daisy)).get('/api/search?q=маржа&scope=card')
  expect(body.hits).toEqual([])
})
