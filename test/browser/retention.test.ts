/** Those who oversee change how long things are kept, and put things on hold: with what it does before their eyes. */
import type { Frame } from 'playwright-core'
import { expect, test } from 'vitest'
import { atHome } from '../at-home.ts'
import { post } from '../documents.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, async (begun) => {
  t = begun
  const manager = await t.w.open(people.manager)
  await post(t.w, manager, 'счёт.pdf')
})

const visit = (person: string, section: string, look: PageLook = {}) =>
  visitOurPage(t, person, { section, ...look })

const filesTerm = (frame: Frame) =>
  frame
    .getByRole('region', { name: 'Файлы' })
    .getByRole('listitem', { name: 'Везде' })
    .getByRole('spinbutton')

test('a term is changed after one has seen what goes by it', async () => {
  const { frame, complaints } = await visit(people.admin, 'Сроки хранения')
  await filesTerm(frame).fill('5')
  await filesTerm(frame).blur()
  await frame.getByRole('button', { name: 'Показать, что удалится' }).click()
  const dialog = frame.getByRole('dialog', { name: 'Что удалится' })
  await dialog.getByText('Затронута 1 карточка').waitFor()
  await dialog.getByText('Эти файлы приложены к 1 сообщению').waitFor()
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  await dialog.getByRole('button', { name: 'Сохранить сроки' }).click()
  await frame.getByText('Сроки сохранены').first().waitFor()
  await frame.getByText(/Всё, что хранилось по прежним срокам, останется до/).waitFor()

  const { chat } = await t.sit(people.manager)
  await chat.locator('.expiry').first().hover()
  await chat.locator('.expiry[title*="5 дней от загрузки"]').waitFor()
  // Who has no mouse to point with presses.
  await chat.locator('.expiry').first().press('Enter')
  await chat.getByRole('status').getByText('5 дней от загрузки').waitFor()
  expect(complaints).toEqual([])
})

test('a hold is placed with a reason; one asks for its release, another confirms it', async () => {
  const { frame } = await visit(people.admin, 'Запрет удаления', { width: 420 })
  await frame.getByText('Запретов нет').waitFor()
  await frame.getByRole('button', { name: 'Установить запрет' }).click()
  const dialog = frame.getByRole('dialog')
  const place = dialog.getByRole('button', { name: 'Установить запрет' })
  // Enough to be the only one; it is completed on leaving the field.
  await dialog.getByLabel('Карточка').fill('1204')
  await dialog.getByLabel('Тема').focus()
  expect(await dialog.getByLabel('Карточка').inputValue()).toMatch(/^Сделка №\s1204 · /)
  expect(await place.isDisabled()).toBe(true)
  await dialog.getByLabel(/^Причина/).fill('Спор с клиентом, запрос юристов')
  await place.click()
  const card = frame.getByRole('article')
  await card.getByText(/1 файл \(.+\), \d+ сообщени/).waitFor()
  await card.getByRole('button', { name: 'Предложить снять' }).click()
  await dialog.getByRole('textbox').fill('Спор закончен миром')
  await dialog.getByRole('button', { name: 'Предложить снять' }).click()
  await card.getByText('Снятие подтверждает другой сотрудник.').waitFor()
  expect(await card.getByRole('button', { name: 'Подтвердить снятие' }).count()).toBe(0)

  const rights = { standing: 'compliance', reach: 'all', documents: true }
  const admin = await atHome(t.w, people.admin)
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, rights)
  const other = await visit(people.finance, 'Запрет удаления')
  await other.frame.getByRole('button', { name: 'Подтвердить снятие' }).click()
  await other.frame.getByText(/Запрет действует до/).waitFor()
  await other.frame.getByRole('button', { name: 'Оставить запрет' }).click()
  await other.frame.getByRole('button', { name: 'Предложить снять' }).waitFor()
})

test('the pages read in Ukrainian and English too', async () => {
  for (const [lang, section, title] of [
    ['uk', 'Строки зберігання', 'Щонайменше 30 днів'],
    ['en', 'Retention', '30 days at least'],
  ] as const) {
    const { frame } = await visit(people.admin, section, { lang })
    await frame.getByText(title).first().waitFor()
  }
})
