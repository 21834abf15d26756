import { expect, test } from 'vitest'
import { fill } from './fill.ts'
import { inTown } from './in-town.ts'
import { inSight } from './places.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

test('a role is called by the first letters of its name and reaches whoever holds it', async () => {
  const manager = await t.sit(people.manager)
  const logistics = await t.sit(people.logistics)
  await manager.composer.pressSequentially('Нужна машина, @ло')

  const offers = manager.chat.getByRole('listbox', { name: 'Кого упомянуть' }).getByRole('option')
  await offers.first().getByText('Дмитрий Лунёв').waitFor()
  expect(await offers.first().getByText('роль').count()).toBe(1)
  await manager.composer.press('Enter')
  expect(await manager.composer.inputValue()).toMatch(/^Нужна машина, @Логист\S* $/)
  await manager.composer.pressSequentially('к вторнику')
  await manager.composer.press('Enter')

  const called = logistics.message('Нужна машина').locator('.message-call-me')
  await called.waitFor()
  expect(await called.innerText()).toMatch(/^@Логист/)
  await logistics.chat.getByRole('navigation').getByText('вас упомянули').waitFor({ state: 'attached' })
})

test('an answer shows what it answers; pressing that leads there and lights it up for a moment', async () => {
  await fill(t.w, '1205', 120)
  const manager = await t.sit(people.manager, { deal: '1205' })
  await manager.message('Строка 120.').waitFor()
  await manager.message('Строка 118.').hover()
  await manager.row('Строка 118.').getByRole('button', { name: 'Ответить' }).click()
  await manager.chat.getByText('Ответ: Марина Белова').waitFor()
  await manager.say('Отвечаю на эту')
  await manager.row('Отвечаю на эту').getByText('Отправлено').waitFor()
  // Far enough below that what it answers is no longer on the page.
  const head = await t.w.open(people.head, '1205')
  for (let n = 1; n <= 12; n++) await head.say(`Ещё ${n}!`)
  await manager.message('Ещё 12!').waitFor()

  await manager.message('Отвечаю на эту').getByRole('button', { name: 'Марина Белова' }).click()
  const answered = manager.row('Строка 118.')
  await expect.poll(() => answered.getAttribute('class')).toContain('message-lit')
  await expect.poll(() => inSight(manager.message('Строка 118.'), manager.list)).toBe(true)
  await expect.poll(() => answered.getAttribute('class')).not.toContain('message-lit')
})

test('a reaction is put and taken back with one press each, and counts everybody', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.say('Подписали!')
  await trade.message('Подписали!').hover()
  await trade.row('Подписали!').getByRole('button', { name: 'Поставить реакцию' }).click()
  await trade.chat.getByRole('button', { name: 'Реакция 👍' }).click()

  const mine = manager.message('Подписали!').getByRole('button', { name: /^👍/ })
  await mine.waitFor()
  expect(await mine.getAttribute('aria-pressed')).toBe('false')
  await mine.click()
  const both = trade.message('Подписали!').getByRole('button', { name: '👍 2:' })
  await both.waitFor()
  expect(await both.getAttribute('aria-pressed')).toBe('true')
  await both.click()
  await manager.message('Подписали!').getByRole('button', { name: '👍 1: Сергей Котов' }).waitFor()
})

test('pinned messages stand above the list, newest first, and every press shows one and turns to the next', async () => {
  await fill(t.w, '1211', 150)
  const head = await t.w.open(people.head, '1211')
  const { body } = await head.get(`/api/threads/${head.team}/messages?before=13&limit=10`)
  for (const n of [4, 8]) {
    const { id } = body.messages.find(({ text }: { text: string }) => text === `Строка ${n}.`)
    await head.put(`/api/threads/${head.team}/messages/${id}/pin`)
  }
  const manager = await t.sit(people.manager, { deal: '1211' })
  const strip = manager.chat.getByRole('button', { name: 'Показать закреплённое сообщение' })

  await strip.filter({ hasText: 'Закреплено 1 из 2 · Строка 8.' }).click()
  await manager.message('Строка 8.').waitFor()
  await expect.poll(() => inSight(manager.message('Строка 8.'), manager.list)).toBe(true)
  await strip.filter({ hasText: 'Закреплено 2 из 2 · Строка 4.' }).click()
  await expect.poll(() => inSight(manager.message('Строка 4.'), manager.list)).toBe(true)
  await manager.chat.getByRole('button', { name: 'Следующее закреплённое' }).click()
  await strip.filter({ hasText: 'Закреплено 2 из 2 · Строка 4.' }).waitFor()
  await manager.chat.getByRole('button', { name: 'Открепить' }).first().click()
  await strip.filter({ hasText: 'Закреплено · Строка 8.' }).waitFor()
})

test('colleagues see that somebody writes, and soon that he stopped', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await trade.chat.getByText('Сергей в сети').waitFor()
  await manager.composer.pressSequentially('Пиш')
  const writes = trade.chat.getByText('Сергей Котов печатает…')
  await writes.waitFor()
  await writes.waitFor({ state: 'detached' })

  await manager.composer.pressSequentially('у')
  await manager.composer.press('Enter')
  await trade.message('Пишу').waitFor()
  expect(await writes.count()).toBe(0)
})
