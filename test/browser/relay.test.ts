/** A company that keeps its talk in the CRM only: how it is chosen, and what people see of it. */
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { deals, people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

const section = {
  ru: 'Место хранения',
  uk: 'Місце зберігання',
  en: 'Where it is kept',
}

const visit = (look: PageLook = {}) =>
  visitOurPage(t, people.admin, { section: section[(look.lang ?? 'ru') as keyof typeof section], ...look })

async function keepIn(mode: 'archive' | 'relay') {
  const admin = await atHome(t.w, people.admin)
  expect(await admin.call('PUT', '/api/company/storage', { mode })).toMatchObject({ status: 200 })
}

/** Has whatever is to go over to the CRM gone there. */
async function handedOver() {
  while (await t.w.parts.texts.handOver(t.w.company));
  await t.w.parts.workErrands(t.w.company)
  await t.w.parts.errands.idle()
}

/** The entry of the record's history that says this. */
function entryOf(text: string) {
  const entry = t.w.portal.timeline(Number(deals.daisy)).find((one) => one.text.includes(text))
  if (!entry) throw new Error(`the history does not say: ${text}`)
  return entry
}

const coming = (seat: Seat) => seat.chat.locator('.elsewhere-coming')

test('an administrator sees what a switch would do, confirms it, and sees how far it is', async () => {
  const manager = await t.w.open(people.manager)
  await manager.say('Слот держим до пятницы')
  const { frame, complaints } = await visit()
  await frame.getByRole('radio', { name: /Здесь, на сервере чата/ }).isChecked()
  await frame.getByRole('radio', { name: /Только в CRM/ }).check()
  const card = frame.getByRole('region', { name: 'Только в CRM' })
  await card.getByText('1 сообщение, 22 знака.').waitFor()
  await card.getByText('Поиска по словам').waitFor()
  await card.getByRole('button', { name: 'Хранить только в CRM…' }).click()
  const dialog = frame.getByRole('dialog', { name: 'Хранить переписку только в CRM?' })
  await dialog.getByText('сюда уже не вернётся').waitFor()
  await dialog.getByRole('button', { name: 'Передать в CRM' }).click()
  await frame.getByRole('status').getByText('Осталось передать: 1 сообщение').waitFor()
  await handedOver()
  await frame.getByRole('status').getByText('Всё, что можно, передано в CRM.').waitFor()
  await frame.getByText(/^Последнее изменение: /).waitFor()
  expect(entryOf('Слот держим до пятницы')).toBeDefined()

  await frame.getByRole('radio', { name: /Здесь, на сервере чата/ }).check()
  await frame.getByRole('button', { name: 'Хранить снова здесь…' }).click()
  await frame.getByRole('dialog').getByRole('button', { name: 'Хранить здесь' }).click()
  await frame.getByText('Новые сообщения хранятся здесь').first().waitFor()
  expect(complaints).toEqual([])
})

test('a great deal is handed over only by whoever types how much', async () => {
  const manager = await t.w.open(people.manager, '1201')
  for (let n = 1; n <= 100; n += 1) await manager.say(`Позиция ${n}`)
  const { frame } = await visit({ width: 420 })
  await frame.getByRole('radio', { name: /Только в CRM/ }).check()
  await frame.getByRole('button', { name: 'Хранить только в CRM…' }).click()
  const dialog = frame.getByRole('dialog')
  const send = dialog.getByRole('button', { name: 'Передать в CRM' })
  expect(await send.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('100')
  expect(await send.isEnabled()).toBe(true)
})

test.each([
  ['wide', {}],
  ['dark', { theme: 'dark' }],
  ['narrow, in Ukrainian', { width: 420, lang: 'uk' }],
  ['a small phone, in English', { width: 336, lang: 'en' }],
])('nothing is wrong with how the choice looks, %s', async (_, look) => {
  const { frame } = await visit(look)
  await frame.getByRole('radio').last().check()
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  const sideways = await frame.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
})

test('texts are read back as they come into sight: as they were said, changed past us, or gone', async () => {
  await keepIn('archive')
  const manager = await t.w.open(people.manager)
  for (const text of ['Цена 140', 'Отгрузка в среду', 'Счёт оплачен']) await manager.say(text)
  const asked = await manager.say('Кто встречает машину?')
  await keepIn('relay')
  await manager.say('Встречает Павел', { replyTo: asked.id })
  await handedOver()
  const changed = entryOf('Отгрузка в среду')
  changed.text = changed.text.replace('среду', 'пятницу')
  // As if somebody had deleted it there.
  entryOf('Счёт оплачен').id = 0

  const trade = await t.sit(people.trade)
  await trade.message('Цена 140').waitFor()
  await trade.message('Отгрузка в пятницу').getByText('изменено в CRM').waitFor()
  await trade.chat.getByText('Текста больше нет в CRM').waitFor()
  await trade.message('Встречает Павел').locator('.quote-text').getByText('Кто встречает машину?').waitFor()
  expect(await coming(trade).count()).toBe(0)
  await judge(trade.chat)
  expect(await faults(trade.chat)).toEqual([])
  // In words for those who hear it, too.
  await trade.chat.getByRole('article', { name: /Цена 140/ }).waitFor()

  // What is said while somebody looks stays on his screen when it goes over, and whatever is done to it then.
  await manager.say('Паллет будет шесть')
  await trade.message('Паллет будет шесть').waitFor()
  const last = async () => (await manager.get(`/api/threads/${manager.team}/messages`)).body.messages.at(-1)
  await expect.poll(last).toMatchObject({ text: '', elsewhere: true })
  await manager.put(`/api/threads/${manager.team}/messages/${(await last()).id}/reactions/👍`)
  await trade.message('Паллет будет шесть').getByText('👍').waitFor()
  expect(trade.complaints).toEqual([])
})

test('what is asked, pinned or sent along is found where it always was', async () => {
  await keepIn('relay')
  const manager = await t.w.open(people.manager)
  const asked = newId()
  await manager.put(`/api/threads/${manager.team}/questions/${asked}`, {
    ...{ text: 'Какой слот на терминале?', to: { person: people.trade }, deadline: 'fourHours' },
  })
  await manager.put(`/api/threads/${manager.team}/messages/${asked}/pin`)
  await post(t.w, manager, 'Паспорт груза.txt')
  await handedOver()

  const trade = await t.sit(people.trade)
  const panel = trade.chat.getByRole('complementary', { name: 'О сделке' })
  await panel.getByRole('button', { name: 'Какой слот на терминале?' }).waitFor()
  await trade.chat.locator('.pins').getByText('Какой слот на терминале?').waitFor()
  await panel.getByRole('listitem').filter({ hasText: 'Паспорт груза.txt' }).waitFor()
  const sent = trade.row('Вот Паспорт груза.txt')
  await sent.getByRole('button', { name: /^в сделке/ }).waitFor()
  expect(await sent.getByText('истёк срок').count()).toBe(0)
  expect(await sent.getByRole('button', { name: /^Скачать/ }).count()).toBe(0)
})

test('who is to be erased is not looked for in texts of the CRM, and the page says so', async () => {
  await keepIn('relay')
  await (await t.w.open(people.manager)).say('Позвонить Ветрову Кузьме')
  await handedOver()
  const { frame } = await visitOurPage(t, people.admin, { section: 'Стирание данных' })
  await frame.getByLabel('Имя').fill('Кузьма Ветров')
  await frame.getByRole('button', { name: 'Найти' }).click()
  await frame.getByText(/Не просмотрено: \d+ текст/).waitFor()
})

test('while the CRM is silent the place of a text says so, and it is asked for again', async () => {
  await keepIn('relay')
  await (await t.w.open(people.manager)).say('Договор подписан')
  await handedOver()
  t.w.portal.faults.storm('INTERNAL_SERVER_ERROR', 3600, 'crm.timeline.logmessage.get')
  const trade = await t.sit(people.trade)
  const silent = trade.chat.locator('.elsewhere-note').filter({ hasText: 'а она не отвечает' })
  await silent.last().waitFor()
  t.w.portal.faults.calm()
  // Once for all of them.
  await silent.last().getByRole('button', { name: 'Повторить' }).click()
  await trade.message('Договор подписан').waitFor()
  await expect.poll(() => silent.count()).toBe(0)
})

test('what has no place in the CRM is not offered, and the search says why it finds little', async () => {
  await keepIn('relay')
  const manager = await t.sit(people.manager)
  await manager.chat.getByRole('button', { name: 'Новая тема' }).click()
  const dialog = manager.chat.getByRole('dialog', { name: 'Новая тема' })
  expect(await dialog.getByRole('radio', { name: /^Закрытое обсуждение/ }).isDisabled()).toBe(true)
  await dialog.getByText('Поэтому закрытых обсуждений нет.').waitFor()
  await dialog.getByRole('button', { name: 'Отменить' }).click()
  await manager.chat.getByRole('textbox', { name: 'Поиск по сообщениям' }).fill('слот')
  await manager.chat.getByText('Переписка хранится в CRM: поиск находит файлы').waitFor()
  await manager.chat.getByRole('button', { name: 'Сбросить поиск' }).click()

  // A draft waits in this tab, and nowhere else.
  await manager.composer.fill('Начато и брошено')
  await manager.page.reload()
  const frame = await (await manager.page.waitForSelector('iframe')).contentFrame()
  await expect.poll(() => frame?.locator('textarea').inputValue()).toBe('Начато и брошено')
})
