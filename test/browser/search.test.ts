import { expect, test } from 'vitest'
import { post } from '../documents.ts'
import { fill } from './fill.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { visitOurPage } from './our-page.ts'
import { inSight, scroll, topOf } from './places.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, async (begun) => {
  t = begun
  await fill(t.w, '1205', 200, { text: (n) => (n % 60 === 0 ? `Таможенная пошлина ${n}!` : `Строка ${n}.`) })
})

test('words are found in any form, counted, gone through one by one, and Esc leads back to where one was', async () => {
  const manager = await t.sit(people.manager, { deal: '1205' })
  await manager.message('Строка 200.').waitFor()
  await scroll(manager.list, -400)
  const reading = manager.message('Строка 190.')
  const before = await topOf(reading)

  const field = manager.chat.getByRole('textbox', { name: 'Поиск по сообщениям' })
  await field.fill('пошлины таможенной')
  await manager.chat.getByText('Найдено 3 сообщения').first().waitFor()
  const hits = manager.chat.getByRole('list', { name: 'Результаты' }).getByRole('listitem')
  expect(await hits.first().locator('mark').allInnerTexts()).toEqual(['Таможенная', 'пошлина'])

  for (const [place, n] of [
    ['1 из 3', 180],
    ['2 из 3', 120],
    ['3 из 3', 60],
  ]) {
    await field.press('ArrowDown')
    await manager.chat.getByRole('search').getByText(String(place)).waitFor()
    const found = manager.message(`Таможенная пошлина ${n}!`)
    await found.waitFor()
    await expect
      .poll(() => manager.row(`Таможенная пошлина ${n}!`).getAttribute('class'))
      .toContain('message-lit')
    await expect.poll(() => inSight(found, manager.list)).toBe(true)
  }

  await field.press('Escape')
  await reading.waitFor()
  await expect.poll(async () => Math.abs((await topOf(reading)) - before)).toBeLessThanOrEqual(2)
  expect(await hits.count()).toBe(0)
})

test('a slash in the list leads to the search field, and what is nowhere is said to be so', async () => {
  const manager = await t.sit(people.manager, { deal: '1205' })
  await manager.message('Строка 200.').click()
  await manager.message('Строка 200.').press('/')
  const field = manager.chat.getByRole('textbox', { name: 'Поиск по сообщениям' })
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await manager.page.keyboard.type('бегемот')
  await manager.chat.getByText('Ничего не нашлось').first().waitFor()
})

test('a search through all deals finds only what the person may see', async () => {
  await fill(t.w, '1202', 1, { text: () => 'Бегемоты едут в Киев' })
  await fill(t.w, '1201', 1, { text: () => 'Бегемоты едут в Казань' })
  const manager = await t.sit(people.manager, { deal: '1205' })
  await manager.chat.getByRole('textbox', { name: 'Поиск по сообщениям' }).fill('бегемот')
  await manager.chat.getByRole('button', { name: 'Все сделки' }).click()

  const hits = manager.chat.getByRole('list', { name: 'Результаты' }).getByRole('listitem')
  await hits.filter({ hasText: 'Казань' }).waitFor()
  expect(await hits.count()).toBe(1)
})

test('a file of another deal is found by its name: from a card, and on our own page, from where its chat opens', async () => {
  const manager = await t.w.open(people.manager)
  await post(t.w, manager, 'Паспорт насоса.txt')
  const seat = await t.sit(people.manager, { deal: '1205' })
  await seat.chat.getByRole('textbox', { name: 'Поиск по сообщениям' }).fill('паспорт насоса')
  await seat.chat.getByRole('button', { name: 'Все сделки' }).click()
  await seat.chat.getByRole('list', { name: 'Файлы' }).getByText('Паспорт насоса.txt').waitFor()

  const { frame, page, complaints } = await visitOurPage(t, people.manager)
  await frame.getByRole('searchbox').fill('паспорт насоса')
  const found = frame.getByRole('list', { name: 'Файлы' }).getByRole('listitem')
  await found.getByText('Паспорт насоса.txt').waitFor()
  expect(await frame.getByText('Ничего не нашлось').count()).toBe(0)
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  await found.getByRole('button').click()
  const opened = await (await page.waitForSelector('.slider iframe')).contentFrame()
  await opened!.locator('.message-text').filter({ hasText: 'Вот Паспорт насоса.txt' }).waitFor()
  await frame.getByRole('searchbox').fill('')
  await expect.poll(() => found.count()).toBe(0)
  expect(complaints).toEqual([])
})
