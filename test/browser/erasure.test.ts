/** Those who oversee forget somebody who asked for it: found, decided, typed, done before open windows, certified. */
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

const visit = (look: PageLook) => visitOurPage(t, people.admin, look)

test('a client is found however he is written, decided about, and gone from windows that are open', async () => {
  const manager = await t.w.open(people.manager)
  await manager.say('Позвонить Ветрову Кузьме, 8 (916) 555-44-33')
  await manager.say('Kuzma Vetrov прислал реквизиты')
  await manager.say('Ветров просил скидку')
  const { chat } = await t.sit(people.manager)
  await chat.getByText('Kuzma Vetrov прислал реквизиты').waitFor()

  const { page, frame, complaints } = await visit({ section: 'Стирание данных' })
  await frame.getByLabel('Имя').fill('Кузьма Ветров')
  await frame.getByRole('button', { name: 'Добавить признак' }).click()
  await frame.getByLabel('Телефон').fill('+7 916 555-44-33')
  await frame.getByRole('button', { name: 'Найти' }).click()
  await frame.getByText('Найдено 2 места').waitFor()
  await frame.getByText('«Ветров» отдельно встречается ещё в 1 сообщении').waitFor()
  await judge(frame)
  expect(await faults(frame)).toEqual([])

  const order = frame.getByRole('button', { name: 'Стереть', exact: true })
  expect(await order.isDisabled()).toBe(true)
  const finds = frame.locator('.erasure-find')
  const latin = finds.filter({ hasText: 'Kuzma Vetrov' })
  await latin.getByRole('button', { name: 'Оставить' }).click()
  await latin.getByLabel('Почему остаётся').selectOption({ label: 'Это другой человек' })
  await latin.getByText('Остаётся', { exact: true }).waitFor()
  await latin.getByRole('button', { name: 'Вымарать слова' }).click()
  await latin.getByText('Слова будут вымараны').waitFor()
  const called = finds.filter({ hasText: 'Позвонить' })
  await called.getByRole('button', { name: 'Стереть целиком' }).click()
  await called.getByText('Будет стёрто').waitFor()
  await order.click()

  const dialog = frame.getByRole('dialog')
  await dialog.getByLabel('Чтобы подтвердить, введите 2').fill('2')
  await dialog.getByRole('button', { name: 'Стереть' }).click()
  const opening = frame.getByRole('dialog', { name: 'Ключ проверки' })
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    opening.getByRole('button', { name: 'Сохранить ключ' }).click(),
  ])
  expect(saved.suggestedFilename()).toMatch(/^opening-.*\.json$/)
  await opening.getByText('Закрыть').click()

  await chat.getByText('▒▒▒ прислал реквизиты').waitFor()
  expect(await chat.getByText('555-44-33').count()).toBe(0)
  await chat.getByText('Ветров просил скидку').first().waitFor()
  await t.w.parts.erasuresIdle()
  expect(complaints).toEqual([])
})

test('what was said in private is decided about, and not read', async () => {
  const manager = await t.w.open(people.manager)
  const secret = { id: newId(), kind: 'private', title: 'Между нами', people: [people.head] }
  await manager.post('/api/threads', secret)
  await manager.say('Фоме Ветлугину отказать', { thread: secret.id })
  const { frame, complaints } = await visit({ section: 'Стирание данных' })
  await frame.getByLabel('Имя').fill('Фома Ветлугин')
  await frame.getByRole('button', { name: 'Найти' }).click()
  const find = frame.locator('.erasure-find').filter({ hasText: 'Сообщение' })
  await find.getByText('Слова скрыты', { exact: false }).waitFor()
  expect(await frame.getByText('отказать').count()).toBe(0)
  await find.getByRole('button', { name: 'Вымарать слова' }).click()
  await find.getByText('Слова будут вымараны').waitFor()
  await frame.getByRole('button', { name: 'Отменить запрос' }).click()
  expect(complaints).toEqual([])
})

test('on a narrow screen a consent is noted and taken back, and the last wish is said', async () => {
  const { frame, complaints } = await visit({ section: 'Стирання даних', width: 420, lang: 'uk' })
  await frame.getByRole('button', { name: 'Записати згоду' }).click()
  const dialog = frame.getByRole('dialog')
  await dialog.getByLabel('Хто').fill('Олена Мороз')
  await dialog.getByLabel('Для чого').fill('Договір поставки')
  await dialog.getByLabel('Редакція тексту').fill('3 від 01.10.2026')
  await dialog.getByLabel('Коли надано').fill('2026-11-01')
  await dialog.getByRole('button', { name: 'Записати згоду' }).click()
  await frame.getByText('Олена Мороз · Договір поставки').waitFor()
  await frame.getByRole('button', { name: 'Записати відкликання' }).click()
  await frame.getByText(/Відкликано/).waitFor()
  await frame.getByLabel('Стерти все через 30 днів').check()
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  expect(complaints).toEqual([])
})
