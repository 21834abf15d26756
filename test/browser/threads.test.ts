import { expect, test } from 'vitest'
import { fill } from './fill.ts'
import { inTown } from './in-town.ts'
import { fromEnd, scroll, topOf } from './places.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

const nav = (seat: Seat) => seat.chat.getByRole('navigation')
const thread = (seat: Seat, title: string) => nav(seat).getByRole('button', { name: title })

async function openTopic(seat: Seat, title: string) {
  await nav(seat).getByRole('button', { name: 'Новая тема' }).click()
  const dialog = seat.chat.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Название' }).fill(title)
  await dialog.getByRole('button', { name: 'Создать' }).click()
  await seat.chat.getByRole('heading', { level: 1, name: title }).waitFor()
}

test("the deal's own discussion has a name in the reader's language", async () => {
  const names = { ru: 'Общее по сделке', uk: 'Загальне по угоді', en: 'About the deal' }
  for (const [lang, name] of Object.entries(names)) {
    const seat = await t.sit(people.manager, { lang: lang as keyof typeof names })
    await thread(seat, name).waitFor()
    await seat.chat.getByRole('heading', { level: 1, name }).waitFor()
  }
})

test('a topic opened by one appears with everybody; each discussion keeps its own messages', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await openTopic(manager, 'Таможня')
  await manager.say('Код 9031 80')

  await thread(trade, 'Таможня').filter({ hasText: 'Сергей: Код 9031 80' }).click()
  await trade.message('Код 9031 80').waitFor()
  await trade.say('Согласен')
  await manager.message('Согласен').waitFor()

  await thread(manager, 'Общее по сделке').click()
  await manager.chat.getByRole('heading', { level: 1, name: 'Общее по сделке' }).waitFor()
  await manager.message('Код 9031 80').waitFor({ state: 'detached' })
  await thread(manager, 'Таможня').click()
  await manager.message('Согласен').waitFor()
  expect(await manager.message('Код 9031 80').count()).toBe(1)
})

test('a private discussion is seen by those chosen and by nobody else', async () => {
  for (const one of [people.trade, people.logistics]) await t.w.open(one)
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  const logistics = await t.sit(people.logistics)
  const frames: string[] = []
  logistics.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
  )
  await logistics.page.reload()
  await logistics.page.frameLocator('iframe').locator('textarea').waitFor()

  await nav(manager).getByRole('button', { name: 'Новая тема' }).click()
  const dialog = manager.chat.getByRole('dialog')
  await dialog.getByText('Закрытое обсуждение').click()
  await dialog.getByRole('textbox', { name: 'Название' }).fill('О премии')
  await dialog.getByText('Алина Морозова').click()
  await dialog.getByRole('button', { name: 'Создать' }).click()
  await manager.chat.getByRole('heading', { level: 1, name: 'О премии' }).waitFor()
  await manager.say('Только между нами')

  await thread(trade, 'О премии').click()
  await trade.message('Только между нами').waitFor()
  await thread(manager, 'Общее по сделке').click()
  await manager.say('А это всем')
  const chat = logistics.page.frameLocator('iframe')
  await chat.getByRole('article').filter({ hasText: 'А это всем' }).waitFor()
  expect(await chat.getByText('О премии').count()).toBe(0)
  expect(frames.length).toBeGreaterThan(0)
  expect(frames.filter((frame) => /О премии|Только между нами/.test(frame))).toEqual([])
})

test('marked unread from a message on, a discussion stays so until it is opened again', async () => {
  await fill(t.w, '1205', 40)
  const manager = await t.sit(people.manager, { deal: '1205' })
  await manager.composer.click()
  await openTopic(manager, 'Другое')
  await thread(manager, 'Общее по сделке').click()

  await manager.message('Строка 38.').hover()
  await manager.row('Строка 38.').getByRole('button', { name: 'Ещё' }).click()
  await manager.chat.getByRole('menuitem', { name: 'Непрочитано отсюда' }).click()
  await manager.list.getByText('Новые · 3').waitFor()
  await nav(manager).getByText('3 новых').waitFor({ state: 'attached' })

  await thread(manager, 'Другое').click()
  await nav(manager).getByText('3 новых').waitFor({ state: 'attached' })
  await thread(manager, 'Общее по сделке').click()
  await manager.list.getByText('Новые · 3').waitFor()
  await nav(manager).getByText('3 новых').waitFor({ state: 'detached' })
})

test('a discussion left while reading above opens at its end again, with what was said meanwhile', async () => {
  await fill(t.w, '1211', 120)
  const manager = await t.sit(people.manager, { deal: '1211' })
  const head = await t.w.open(people.head, '1211')
  await manager.composer.click()
  await openTopic(manager, 'Счета')
  await thread(manager, 'Общее по сделке').click()
  await manager.message('Строка 120.').waitFor()
  await scroll(manager.list, -1_500)

  await thread(manager, 'Счета').click()
  await manager.chat.getByRole('heading', { level: 1, name: 'Счета' }).waitFor()
  await head.say('Пока вас не было')
  await thread(manager, 'Общее по сделке').filter({ hasText: 'Пока вас не было' }).click()
  const line = manager.list.getByText('Новые · 1')
  await line.waitFor()
  await expect.poll(() => fromEnd(manager.list)).toBeLessThan(100)
  expect(await topOf(manager.message('Пока вас не было'))).toBeGreaterThan(await topOf(line))
})

test('a closed topic can be read and not written in, until it is opened again', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await openTopic(manager, 'Погрузка')
  await manager.say('Погрузили')
  await thread(trade, 'Погрузка').click()
  await trade.message('Погрузили').waitFor()

  const menu = manager.chat.getByRole('button', { name: 'Действия с обсуждением' })
  await menu.click()
  await manager.chat.getByRole('menuitem', { name: 'Закрыть тему' }).click()
  await trade.chat.getByText('Тема закрыта: писать в неё нельзя.').waitFor()
  expect(await trade.composer.count()).toBe(0)
  await menu.click()
  await manager.chat.getByRole('menuitem', { name: 'Открыть тему снова' }).click()
  await trade.say('И разгрузили')
  await manager.message('И разгрузили').waitFor()
})
