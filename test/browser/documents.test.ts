import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { post } from '../documents.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { visitOurPage } from './our-page.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

const panelOf = (seat: Seat) => seat.chat.getByRole('complementary', { name: 'О сделке' })
const drawerOf = (seat: Seat) => seat.chat.getByRole('dialog', { name: 'Документы' })

test('a newer version stamps the place of the earlier one, on the screens of others too', async () => {
  const manager = await t.w.open(people.manager)
  const trade = await t.sit(people.trade)
  await post(t.w, manager, 'Сертификат.txt', { about: { kind: 'certificate' } })
  const first = trade.row('Вот Сертификат.txt').first()
  await first.getByRole('button', { name: 'Сертификат. Что это за файл' }).waitFor()
  await post(t.w, manager, 'Сертификат.txt')
  await first.getByRole('button', { name: /^заменён версией 2/ }).click()
  const newer = trade.chat.locator('.message-lit')
  await newer.getByText('версия 2').waitFor()
  expect(trade.complaints).toEqual([])
})

test('the panel finds files over all discussions, lists versions and leads to the message', async () => {
  const manager = await t.w.open(people.manager)
  const thread = newId()
  await manager.post('/api/threads', { id: thread, kind: 'topic', title: 'Логистика и склад' })
  await post(t.w, manager, 'CMR 4471.txt', { thread, about: { kind: 'cmr', dated: '2026-11-18' } })
  await post(t.w, manager, 'CMR 4471.txt', { thread })
  await post(t.w, manager, 'Расчёт.txt', { about: { kind: 'price_calculation' } })

  const trade = await t.sit(people.trade)
  await panelOf(trade).getByRole('button', { name: 'Все файлы' }).click()
  const drawer = drawerOf(trade)
  await drawer.getByRole('combobox', { name: 'Вид' }).selectOption({ label: 'CMR' })
  await expect.poll(() => drawer.getByRole('listitem').count()).toBe(2)
  await drawer.getByRole('checkbox', { name: 'Только действующие' }).check()
  await expect.poll(() => drawer.getByRole('listitem').count()).toBe(1)
  await drawer.getByRole('button', { name: 'Версии' }).click()
  const versions = drawer.getByRole('list', { name: 'Версии: CMR 4471.txt' })
  await versions.getByText('действует').waitFor()
  expect(await versions.getByRole('listitem').count()).toBe(2)
  await versions.getByRole('button', { name: 'К сообщению: CMR 4471.txt' }).last().click()
  await trade.chat.getByRole('heading', { name: 'Логистика и склад' }).waitFor()
  await trade.chat.locator('.message-lit').getByText('Вот CMR 4471.txt').waitFor()
  expect(trade.complaints).toEqual([])
})

test('beside the talk stand the documents that hold, and the way to their earlier versions', async () => {
  const manager = await t.w.open(people.manager)
  const trade = await t.sit(people.trade)
  await post(t.w, manager, 'Смета 5.txt')
  const panel = panelOf(trade)
  const line = panel.getByRole('listitem').filter({ hasText: 'Смета 5.txt' })
  await line.waitFor()
  await post(t.w, manager, 'Смета 5.txt')
  await line.getByText('версия 2').waitFor()
  expect(await line.count()).toBe(1)
  await line.getByRole('button', { name: 'Версии: Смета 5.txt' }).click()
  const versions = drawerOf(trade).getByRole('list', { name: 'Версии: Смета 5.txt' })
  await expect.poll(() => versions.getByRole('listitem').count()).toBe(2)
  expect(trade.complaints).toEqual([])
})

test('a file is found by words of its name, and the client’s other deals are led to', async () => {
  const sister = '1211'
  await t.w.portal.change(Number(sister), { observers: [people.trade] }, people.admin)
  const there = await t.w.open(people.trade, sister)
  await post(t.w, there, 'Накладная 88_а.txt')
  await post(t.w, await t.w.open(people.manager), 'Накладная 99.txt')

  const trade = await t.sit(people.trade)
  await panelOf(trade).getByRole('button', { name: 'Все файлы' }).click()
  const drawer = drawerOf(trade)
  await drawer.getByRole('searchbox', { name: 'Название файла' }).fill('накладную 99')
  await expect.poll(() => drawer.getByRole('listitem').count()).toBe(1)
  await drawer.getByRole('tab', { name: 'Клиент' }).click()
  const others = drawer.getByRole('heading', { name: 'Чаты в других карточках клиента' })
  await others.waitFor()
  await drawer.getByText('1 сообщение · 1 файл').waitFor()
  await drawer.getByRole('searchbox', { name: 'Название файла' }).fill('накладной 88')
  await drawer.getByRole('button', { name: 'Накладная 88_а.txt' }).waitFor()
  await judge(trade.chat)
  expect(await faults(trade.chat)).toEqual([])

  await drawer.getByRole('button', { name: 'Закрыть' }).click()
  await trade.chat.getByRole('textbox', { name: 'Поиск по сообщениям' }).fill('99 накладной')
  const found = trade.chat.getByRole('list', { name: 'Файлы' })
  await found.getByRole('button', { name: /Накладная 99.txt/ }).click()
  await trade.chat.locator('.message-lit').getByText('Накладная 99.txt').first().waitFor()
  expect(trade.complaints).toEqual([])
})

test('what a file is can be said from its card', async () => {
  const manager = await t.w.open(people.manager)
  const { message } = await post(t.w, manager, 'скан 2.txt')
  const trade = await t.sit(people.trade)
  const row = trade.chat.locator(`[data-message="${message.id}"]`)
  await row.getByRole('button', { name: /^Вид не указан/ }).click()
  const dialog = trade.chat.getByRole('dialog', { name: 'Что это за файл' })
  await dialog.getByRole('combobox', { name: 'Вид' }).selectOption({ label: 'Акт' })
  await dialog.getByRole('combobox', { name: /^Класс/ }).selectOption({ label: 'Маржа' })
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await row.getByRole('button', { name: /^Акт\./ }).waitFor()
  await row.getByText('Маржа').waitFor()
})

test('a document is asked for, comes, is wrong, is put right and accepted', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.w.open(people.trade)
  await panelOf(manager)
    .getByRole('button', { name: /^Принято 0 из 7/ })
    .click()
  const item = drawerOf(manager).getByRole('listitem', { name: 'Упаковочный лист' })
  await item.getByRole('button', { name: 'Запросить: Упаковочный лист' }).click()
  const asking = manager.chat.getByRole('dialog', { name: 'Запросить: Упаковочный лист' })
  await asking.getByRole('radio', { name: /^ВЭД/ }).check()
  await asking.getByRole('button', { name: 'Запросить' }).click()
  await item.getByText('запрошен').waitFor()
  await item.getByText(/^до /).waitFor()

  await post(t.w, trade, 'packing.txt', { about: { kind: 'packing_list' } })
  await item.getByText('получен').waitFor()
  await item.getByRole('button', { name: 'Указать ошибку: Упаковочный лист' }).click()
  const wrong = manager.chat.getByRole('dialog', { name: 'Что не так: Упаковочный лист' })
  await wrong.getByRole('textbox').fill('Не сходится вес')
  await wrong.getByRole('button', { name: 'Указать ошибку' }).click()
  await item.getByText('Не сходится вес').waitFor()
  await post(t.w, trade, 'packing.txt')
  await item.getByText('исправлен').waitFor()
  await item.getByRole('button', { name: 'Принять: Упаковочный лист' }).click()
  await item.getByText('принят', { exact: true }).waitFor()
  await drawerOf(manager).getByText('Принято 1 из 7').waitFor()
  expect(manager.complaints).toEqual([])
})

test('an administrator changes what deals need', async () => {
  const { frame } = await visitOurPage(t, people.admin, { section: 'Документы' })
  await frame.getByText('Документы на поставку').click()
  await frame.getByRole('button', { name: 'Убрать: Инвойс' }).click()
  await frame.getByRole('spinbutton', { name: 'Срок, рабочих часов: CMR' }).fill('4')
  await frame.getByRole('button', { name: 'Сохранить' }).click()
  await frame.getByRole('status').getByText('Сохранено').waitFor()
  const { body } = await (await t.w.open(people.manager)).get('/api/documents/kit')
  const needs = body.items.map(({ kind, hours }: { kind: string; hours: number }) => [kind, hours])
  expect(needs).toContainEqual(['cmr', 4])
  expect(needs.map(([kind]: [string]) => kind)).not.toContain('invoice')
})
