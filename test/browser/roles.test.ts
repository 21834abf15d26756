/** An administrator says who answers for what, who is on duty and what is done when something comes up. */
import type { Frame } from 'playwright-core'
import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { visitOurPage } from './our-page.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

const visit = (section: string) => visitOurPage(t, people.admin, { section })

const save = (frame: Frame) => frame.getByRole('button', { name: 'Сохранить' })
const role = (frame: Frame, name: string) => frame.locator('details').filter({ hasText: name }).first()

test('who has no role is shown first, and gets one', async () => {
  const { frame, complaints } = await visit('Роли и дежурство')
  await frame.getByText('Без роли 1 человек').waitFor()
  await frame.getByRole('combobox', { name: 'Роль: Анна Воронцова' }).selectOption({ label: 'Юрист' })
  await frame.getByText('Роль есть у каждого.').waitFor()
  await save(frame).click()
  await frame.getByText('Сохранено').first().waitFor()
  const manager = await t.sit(people.manager)
  await manager.composer.pressSequentially('@юри')
  await manager.chat.getByRole('option', { name: /Юрист.*Анна Воронцова/s }).waitFor()
  expect(complaints).toEqual([])
})

test('a rota decides whom the role calls; what it lacks is said before it is saved', async () => {
  const { frame } = await visit('Роли и дежурство')
  await role(frame, 'Логист').locator('summary').click()
  const logistics = role(frame, 'Логист')
  await logistics.getByRole('button', { name: 'Добавить смену' }).click()
  await frame.getByRole('alert').getByText('Смене нужны человек, день и два разных времени').waitFor()
  expect(await save(frame).isDisabled()).toBe(true)
  await logistics.getByRole('combobox', { name: 'Кто' }).selectOption({ label: 'Богдан Шевчук' })
  for (const day of ['суббота', 'воскресенье']) await logistics.getByRole('checkbox', { name: day }).check()
  await logistics.getByLabel('Дежурство: С').fill('00:00')
  await logistics.getByLabel('Дежурство: До').fill('23:59')
  await save(frame).click()
  await frame.getByText('Сохранено').first().waitFor()
  const manager = await t.sit(people.manager)
  await manager.chat.getByRole('button', { name: 'Вопрос, согласование, ситуация' }).click()
  await manager.chat.getByRole('menuitem', { name: 'Спросить специалиста…' }).click()
  await manager.chat.getByRole('radio', { name: 'Логист дежурит: Богдан Шевчук' }).waitFor()
})

test('a situation is written in three languages before it is saved', async () => {
  const { frame } = await visit('Ситуации')
  await frame.getByRole('button', { name: 'Добавить ситуацию' }).click()
  const fresh = role(frame, 'Новая ситуация')
  await fresh.getByRole('textbox', { name: 'Название' }).fill('Претензия')
  await frame.getByRole('alert').getByText('«Претензия» заполнена не до конца').waitFor()
  const claim = role(frame, 'Претензия')
  await claim.getByRole('checkbox', { name: 'Юрист' }).check()
  for (const [language, text] of [
    ['русский', 'Претензия'],
    ['украинский', 'Претензія'],
    ['английский', 'A claim'],
  ] as const) {
    await frame.getByRole('radio', { name: language }).check()
    for (const name of ['Название', 'Что решить', 'Первое сообщение'])
      await claim.getByRole('textbox', { name, exact: true }).fill(text)
  }
  await frame.getByRole('radio', { name: 'русский' }).check()
  await save(frame).click()
  await frame.getByText('Сохранено').first().waitFor()
  const manager = await t.sit(people.manager)
  await manager.chat.getByRole('button', { name: 'Вопрос, согласование, ситуация' }).click()
  await manager.chat.getByRole('menuitem', { name: 'Претензия' }).waitFor()
})

test.each(['Роли и дежурство', 'Ситуации'])(
  'nothing of “%s” is wrong for a screen reader',
  async (section) => {
    const { frame } = await visit(section)
    await frame.locator('details').first().locator('summary').click()
    if (section === 'Роли и дежурство')
      await frame.locator('details').first().getByRole('button', { name: 'Добавить смену' }).click()
    await judge(frame)
    expect(await faults(frame)).toEqual([])
  },
)
