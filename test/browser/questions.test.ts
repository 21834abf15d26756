/** What is asked in a discussion besides messages, as people meet it. */
import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

const tool = 'Вопрос, согласование, ситуация'

async function open(seat: Seat, item: string) {
  await seat.chat.getByRole('button', { name: tool }).click()
  await seat.chat.getByRole('menuitem', { name: item }).click()
  return seat.chat.getByRole('dialog')
}

async function menu(seat: Seat, text: string, item: string) {
  await seat.message(text).hover()
  await seat.row(text).getByRole('button', { name: 'Ещё' }).click()
  await seat.chat.getByRole('menuitem', { name: item }).click()
}

const card = (seat: Seat, text: string, name: string) => seat.row(text).getByRole('group', { name })
const panel = (seat: Seat) => seat.chat.locator('[data-region="context"]')

async function ask(seat: Seat, text: string, whom: RegExp) {
  const dialog = await open(seat, 'Спросить специалиста…')
  await dialog.getByRole('textbox', { name: 'Вопрос' }).fill(text)
  await dialog.getByRole('radio', { name: whom }).check()
  await dialog.getByRole('button', { name: 'Спросить' }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a question is asked of a role, answered by a reply, and kept in sight beside the talk', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await ask(manager, 'Какие документы нужны?', /^ВЭД/)
  for (const seat of [manager, trade]) {
    await card(seat, 'Какие документы нужны?', 'Вопрос').getByText('кому: ВЭД').waitFor()
    await panel(seat).getByRole('button', { name: 'К сообщению: Какие документы нужны?' }).waitFor()
  }
  await card(trade, 'Какие документы нужны?', 'Вопрос').getByRole('button', { name: 'Ответить' }).click()
  await trade.say('Инвойс и СТ-1')
  await card(manager, 'Какие документы нужны?', 'Вопрос').getByText('ответ: Алина Морозова').waitFor()
  await manager.row('Инвойс и СТ-1').getByRole('button', { name: 'Ответ на вопрос' }).waitFor()
  await panel(manager).getByText('ответ: Алина Морозова').waitFor()

  await menu(manager, 'Инвойс и СТ-1', 'Сделать фактом карточки…')
  const fact = manager.chat.getByRole('dialog', { name: 'Факт карточки' })
  await fact.getByRole('textbox').fill('Нужны инвойс и СТ-1')
  await fact.getByRole('button', { name: 'Сохранить' }).click()
  await panel(trade).getByRole('button', { name: 'К сообщению: Нужны инвойс и СТ-1' }).click()
  await trade.chat.locator('.message-lit').filter({ hasText: 'Инвойс и СТ-1' }).waitFor()
  expect([...manager.complaints, ...trade.complaints]).toEqual([])
})

test('another message is taken for the answer, and the question is opened again', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await ask(manager, 'Какая пошлина?', /^ВЭД/)
  await trade.message('Какая пошлина?').waitFor()
  await trade.say('Для насосов 5 %')
  await manager.message('Для насосов 5 %').waitFor()
  await menu(manager, 'Для насосов 5 %', 'Это ответ на вопрос')
  const question = card(manager, 'Какая пошлина?', 'Вопрос')
  await question.getByText('ответ: Алина Морозова').waitFor()
  await question.getByRole('button', { name: 'Это не ответ' }).click()
  await question.getByText(/ответить до/).waitFor()
  await question.getByRole('button', { name: 'Отозвать' }).click()
  await question.getByText(/отозван/).waitFor()
})

test('what is lacking is said in the dialog, and nothing is asked', async () => {
  const manager = await t.sit(people.manager)
  const dialog = await open(manager, 'Спросить специалиста…')
  await dialog.getByRole('button', { name: 'Спросить' }).click()
  await dialog.getByRole('alert').getByText('Напишите, о чём спрашиваете').waitFor()
  await dialog.getByRole('textbox', { name: 'Вопрос' }).fill('Когда?')
  await dialog.getByRole('button', { name: 'Спросить' }).click()
  await dialog.getByRole('alert').getByText('Выберите, кого спросить').waitFor()
  expect(await dialog.getByRole('radio', { name: /^Юрист/ }).isDisabled()).toBe(true)
})

test('a decision takes one tap, shows the deal as it was, and is a line of the talk', async () => {
  const manager = await t.sit(people.manager)
  const head = await t.sit(people.head)
  const dialog = await open(manager, 'Запросить согласование…')
  await dialog.getByRole('textbox', { name: 'Что согласовать' }).fill('Скидка 7 %?')
  await expect.poll(() => dialog.getByRole('radio', { name: /^Руководитель/ }).isChecked()).toBe(true)
  await dialog.getByRole('button', { name: 'Запросить' }).click()
  const request = card(head, 'Скидка 7 %?', 'Согласование')
  await request.getByText('1 840 000', { exact: false }).first().waitFor()
  await request.getByText('С тех пор ничего не изменилось').waitFor()
  await request.getByRole('textbox').fill('До конца месяца')
  await request.getByRole('button', { name: 'Согласовать' }).click()
  for (const seat of [manager, head]) {
    await card(seat, 'Скидка 7 %?', 'Согласование')
      .getByText(/^Согласовано: /)
      .waitFor()
    await seat.list.getByRole('button', { name: 'Согласовано: До конца месяца' }).waitFor()
  }
  expect(await card(manager, 'Скидка 7 %?', 'Согласование').getByRole('button').count()).toBe(0)
  await request.getByRole('button', { name: 'Решить иначе' }).click()
  await request.getByRole('button', { name: 'Отказать' }).click()
  await card(manager, 'Скидка 7 %?', 'Согласование')
    .getByText(/^Отказано: /)
    .waitFor()
  await card(manager, 'Скидка 7 %?', 'Согласование')
    .getByText(/заменено более поздним решением/)
    .waitFor()
})

test('who has read is counted, and asked by one button', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.say('Отгрузка 1 декабря')
  await menu(manager, 'Отгрузка 1 декабря', 'Попросить подтвердить прочтение…')
  const dialog = manager.chat.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: /^ВЭД/ }).check()
  await dialog.getByRole('checkbox', { name: /^Логист/ }).check()
  await dialog.getByRole('button', { name: 'Попросить' }).click()
  const asked = (seat: Seat) => card(seat, 'Отгрузка 1 декабря', 'Подтверждение прочтения')
  await asked(manager).getByText('Подтвердили 0 из 3').waitFor()
  await asked(trade).getByRole('button', { name: 'Прочитано, подтверждаю' }).click()
  await asked(manager).getByText('Подтвердили 1 из 3').waitFor()
  await asked(manager).getByText('Подтвердили: Алина Морозова').waitFor()
  await asked(manager).getByRole('button', { name: 'Напомнить' }).click()
  await manager.list.getByText(/^Напомнили подтвердить прочтение: /).waitFor()
})

test('a situation opens its topic, calls those on duty, and its list is ticked by anybody', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  const dialog = await open(manager, 'Не хватает документа')
  await dialog.getByText('Позовём: Игорь Ким и Алина Морозова').waitFor()
  await dialog.getByRole('textbox', { name: 'Первое сообщение' }).fill('Нет СТ-1')
  await dialog.getByRole('button', { name: 'Открыть' }).click()
  const situation = (seat: Seat) => card(seat, 'Нет СТ-1', 'Ситуация: Не хватает документа')
  await situation(manager).waitFor()
  await trade.chat.getByRole('button', { name: /Не хватает документа/ }).click()
  await situation(trade)
    .getByRole('checkbox', { name: /Назвать документ/ })
    .check()
  await situation(manager).getByText('Сделано 1 из 4').waitFor()
  await situation(manager)
    .getByText(/^Алина Морозова, /)
    .waitFor()
})

test('a role nobody answers for offers what to do', async () => {
  const manager = await t.sit(people.manager)
  await manager.composer.pressSequentially('@юри')
  await manager.chat.getByRole('option', { name: /Юрист/ }).click()
  const offers = manager.chat.getByRole('menu', { name: 'За «Юрист» пока никто не отвечает' })
  await offers.getByRole('menuitem', { name: 'Сообщить администратору' }).click()
  await manager.chat.getByText('Администратору сообщили').first().waitFor()
  await manager.composer.fill('')
  await manager.composer.pressSequentially('@юри')
  await manager.composer.press('Enter')
  await offers.getByRole('menuitem', { name: 'Выбрать человека' }).click()
  await manager.chat.getByRole('option', { name: /Алина Морозова/ }).waitFor()
  await manager.composer.fill('')
})

test('a role that was called says whom it has called', async () => {
  const manager = await t.sit(people.manager)
  // What was begun before is still there.
  await manager.composer.fill('')
  await manager.composer.pressSequentially('@вэд')
  await manager.chat.getByRole('option', { name: /ВЭД/ }).first().click()
  await manager.composer.pressSequentially('где СТ-1?')
  await manager.composer.press('Enter')
  await manager.list.getByText('@ВЭД (Алина Морозова)').waitFor()
})

test.each(['light', 'dark'] as const)(
  'nothing of it is wrong for a screen reader, in the %s theme',
  async (theme) => {
    // What is still fading in has less contrast.
    const manager = await t.sit(people.manager, { theme, reducedMotion: 'reduce' })
    await ask(manager, `Доступно ли это (${theme})?`, /^ВЭД/)
    await card(manager, `Доступно ли это (${theme})?`, 'Вопрос').waitFor()
    await judge(manager.chat)
    expect(await faults(manager.chat)).toEqual([])
    const dialog = await open(manager, 'Спросить специалиста…')
    await dialog.getByRole('radio', { name: /^ВЭД/ }).waitFor()
    expect(await faults(manager.chat)).toEqual([])
  },
)

test('by keyboard alone: a question is asked and the focus comes back', async () => {
  const manager = await t.sit(people.manager)
  const { keyboard } = manager.page
  await manager.chat.getByRole('button', { name: tool }).focus()
  await keyboard.press('Enter')
  await manager.chat.getByRole('menuitem', { name: 'Спросить специалиста…' }).waitFor()
  await keyboard.press('Enter')
  const dialog = manager.chat.getByRole('dialog')
  await dialog.waitFor()
  await keyboard.type('С клавиатуры?')
  await keyboard.press('Tab')
  await keyboard.type('вэд')
  await dialog.getByRole('radio', { name: /^ВЭД/ }).waitFor()
  await keyboard.press('Tab')
  await keyboard.press('Space')
  await dialog.getByRole('button', { name: 'Спросить' }).focus()
  await keyboard.press('Enter')
  await card(manager, 'С клавиатуры?', 'Вопрос').waitFor()
  await expect
    .poll(() => manager.chat.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe(tool)
})
