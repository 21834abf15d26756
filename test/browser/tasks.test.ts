import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { deals, people, type Seat, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})
afterEach(() => t.w.portal.faults.calm())

const deal = Number(deals.daisy)

async function menu(seat: Seat, text: string, item: string) {
  await seat.message(text).hover()
  await seat.row(text).getByRole('button', { name: 'Ещё' }).click()
  await seat.chat.getByRole('menuitem', { name: item }).click()
}

const dialog = (seat: Seat) => seat.chat.getByRole('dialog', { name: 'Новая задача' })
const tasksOf = (seat: Seat, text: string) =>
  seat.row(text).getByRole('list', { name: 'Задачи' }).getByRole('listitem')

test('a task is made from a message, and its completion is seen by everybody', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.say('Нужен расчёт по Ромашке')
  await trade.message('Нужен расчёт по Ромашке').waitFor()
  await menu(manager, 'Нужен расчёт по Ромашке', 'Создать задачу')
  const title = dialog(manager).getByRole('textbox', { name: 'Что сделать' })
  expect(await title.inputValue()).toBe('Нужен расчёт по Ромашке')
  await title.fill('Посчитать доставку')
  await dialog(manager).getByRole('textbox', { name: 'Найти коллегу' }).fill('алина')
  await dialog(manager).getByRole('radio', { name: /Алина/ }).check()
  await dialog(manager).getByRole('radio', { name: 'Через 3 дня' }).check()
  await dialog(manager).getByRole('button', { name: 'Создать' }).click()
  await dialog(manager).waitFor({ state: 'detached' })

  for (const seat of [manager, trade]) {
    const line = tasksOf(seat, 'Нужен расчёт по Ромашке')
    await line.getByRole('button', { name: 'Открыть задачу «Посчитать доставку» в CRM' }).waitFor()
    await line.getByText(/^(Алина \S+|Вы) · до .+, 18:00$/).waitFor()
  }
  const [task] = t.w.portal.tasks(deal)
  expect(task).toMatchObject({ responsible: people.trade, creator: people.manager })

  await t.w.portal.completeTask(task!.id, people.trade)
  for (const seat of [manager, trade]) {
    await tasksOf(seat, 'Нужен расчёт по Ромашке')
      .getByText(/^выполнена · (Алина|Вы)/)
      .waitFor()
    await seat.list.getByText('Задача «Посчитать доставку» выполнена').waitFor()
  }
  expect(manager.complaints).toEqual([])
})

test('by keyboard alone: the menu, the dialog, and back to the message', async () => {
  const manager = await t.sit(people.manager)
  await manager.say('Согласовать скидку')
  await manager.message('Согласовать скидку').waitFor()
  const { keyboard } = manager.page
  await manager.message('Согласовать скидку').focus()
  await manager.row('Согласовать скидку').getByRole('button', { name: 'Ещё' }).focus()
  await keyboard.press('Enter')
  await manager.chat.getByRole('menuitem', { name: 'Создать задачу' }).focus()
  await keyboard.press('Enter')
  await dialog(manager).waitFor()
  await expect
    .poll(() => manager.chat.evaluate(() => document.activeElement?.getAttribute('type')))
    .toBe('text')
  await keyboard.type(' 5 %')
  await keyboard.press('Enter')
  await dialog(manager).waitFor({ state: 'detached' })
  await tasksOf(manager, 'Согласовать скидку').getByText('Согласовать скидку 5 %').waitFor()
  await expect
    .poll(() => manager.chat.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Ещё')
})

test('refused by the CRM it says why, and one press tries again', async () => {
  const manager = await t.sit(people.manager)
  await manager.say('Заказать пропуск')
  t.w.portal.faults.fail('insufficient_scope', 1, 'tasks.task.add')
  await menu(manager, 'Заказать пропуск', 'Создать задачу')
  await dialog(manager).getByRole('button', { name: 'Создать' }).click()
  const line = tasksOf(manager, 'Заказать пропуск')
  await line.getByText('Чату нельзя создавать задачи').waitFor()
  await line.getByRole('button', { name: 'Повторить создание задачи «Заказать пропуск»' }).click()
  await line.getByRole('button', { name: 'Открыть задачу «Заказать пропуск» в CRM' }).waitFor()
  expect(t.w.portal.tasks(deal).filter((task) => task.title === 'Заказать пропуск')).toHaveLength(1)
})

test('of a private discussion nothing is proposed, and the dialog says what goes', async () => {
  const { post, say } = await t.w.open(people.manager)
  const thread = newId()
  await post('/api/threads', { id: thread, kind: 'private', title: 'Наценка', people: [people.trade] })
  await say('Закупка по 41 200', { thread })
  const manager = await t.sit(people.manager)
  await manager.chat.getByRole('button', { name: /Наценка/ }).click()
  await menu(manager, 'Закупка по 41 200', 'Создать задачу')
  expect(await dialog(manager).getByRole('textbox', { name: 'Что сделать' }).inputValue()).toBe('')
  await dialog(manager).getByText('В CRM попадёт только название').waitFor()
  await dialog(manager).getByRole('button', { name: 'Создать' }).click()
  await dialog(manager).getByRole('alert').getByText('Напишите, что сделать').waitFor()
})

test('a task in the list moves nothing when it is drawn after the message', async () => {
  const { say, team, put } = await t.w.open(people.manager)
  const message = await say('Сообщение с задачей')
  const wanted = { title: 'Задача', responsible: people.trade, deadline: null }
  await put(`/api/threads/${team}/messages/${message.id}/tasks/${newId()}`, wanted)
  const manager = await t.sit(people.manager)
  const row = manager.row('Сообщение с задачей')
  await row.getByRole('listitem').filter({ hasText: 'Задача' }).waitFor()
  const reserved = await row.locator('.message-tasks').evaluate((box) => ({
    kept: Number.parseFloat(getComputedStyle(box).minHeight),
    drawn: box.getBoundingClientRect().height,
  }))
  expect(reserved.drawn).toBe(reserved.kept)
})

test('a file is kept in the deal, and the way to it outlives our copy', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)
  await manager.composer.evaluate((element) => {
    const carried = new DataTransfer()
    carried.items.add(new File(['условия поставки'], 'договор.txt', { type: 'text/plain' }))
    element.dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: carried }),
    )
  })
  await manager.chat.getByRole('button', { name: 'Убрать договор.txt' }).waitFor()
  await manager.say('Договор на подпись')
  const row = trade.row('Договор на подпись')
  await row.getByRole('button', { name: 'Сохранить договор.txt в сделке' }).click()
  for (const seat of [manager, trade]) {
    await seat
      .row('Договор на подпись')
      .getByRole('button', { name: 'в сделке: Открыть договор.txt в CRM' })
      .waitFor()
  }
  expect(await row.getByRole('button', { name: 'Сохранить договор.txt в сделке' }).count()).toBe(0)
  expect(t.w.portal.disk(deal).map(({ name }) => name)).toContain('договор.txt')

  const { parts, company } = t.w
  await parts.store.write(company, async ({ db, t: { file } }) => {
    await db
      .update(file)
      .set({ at: new Date(Date.now() - 31 * 24 * 60 * 60_000) })
      .where(eq(file.company, company))
  })
  const due = schedule(parts).find(({ name }) => name === 'what is kept no longer')
  while (await due!.slice(company));
  await row.getByText(/^Удалён .+ · истёк срок хранения$/).waitFor()
  await row.getByRole('button', { name: 'в сделке: Открыть договор.txt в CRM' }).waitFor()
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with a task and its dialog, %s',
  async (theme) => {
    const manager = await t.sit(people.manager, { theme })
    const text = `Проверить доступность ${newId()}`
    await manager.say(text)
    await menu(manager, text, 'Создать задачу')
    await dialog(manager).waitFor()
    await judge(manager.chat)
    expect(await faults(manager.chat)).toEqual([])
    await dialog(manager).getByRole('button', { name: 'Создать' }).click()
    await tasksOf(manager, text).getByRole('button').first().waitFor()
    expect(await faults(manager.chat)).toEqual([])
  },
)
