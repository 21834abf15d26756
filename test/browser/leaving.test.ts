/** The section of those who leave, as an administrator meets it on our own page. */
import { readFileSync } from 'node:fs'
import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { verifyFile } from '../../backend/leaving/signing.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { deals, people, type Town, town } from './town.ts'

let t: Town

inTown(town, async (begun) => {
  t = begun
  const manager = await t.w.open(people.manager)
  await t.w.open(people.manager, deals.long)
  await manager.say('Слот держим до пятницы')
  await manager.post('/api/threads', {
    id: newId(),
    kind: 'private',
    title: 'Скидка',
    people: [people.trade],
  })
  for (const deal of [deals.daisy, deals.long]) await t.w.open(people.head, deal)
  await t.w.open(people.admin)
})

async function visit(look: PageLook = {}) {
  const section = { ru: 'Увольнение', uk: 'Звільнення', en: 'Offboarding' }[look.lang ?? 'ru']
  const { page, frame } = await visitOurPage(t, people.admin, { section, ...look })
  await frame.locator('.leaving').waitFor()
  return { page, frame }
}

async function choose(frame: Frame, part: string, name: RegExp) {
  await frame.getByRole('searchbox').fill(part)
  await frame.getByRole('button', { name }).click()
}

async function sound({ frame, page }: { frame: Frame; page: Page }) {
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  const over = await frame.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(over).toBe(0)
  return page
}

test.each([
  ['wide', {}],
  ['dark', { theme: 'dark' }],
  ['narrow, in Ukrainian', { width: 420, lang: 'uk' }],
  ['a small phone, in English', { width: 336, lang: 'en' }],
])('nothing is wrong with the section and what it would do, %s', async (_, look) => {
  const seat = await visit(look)
  await sound(seat)
  await choose(seat.frame, 'Кот', /Котов/)
  await seat.frame.locator('.leaving-go').waitFor()
  await sound(seat)
})

test('one click, and he is out while he writes; for a day there is a way back', async () => {
  const his = await t.sit(people.manager)
  await his.composer.fill('Пишу и не знаю')
  const { page, frame } = await visit()
  await choose(frame, 'Кот', /Котов/)
  await frame.getByText('закрытое не передаётся').waitFor()
  const heir = frame.getByRole('combobox', { name: /Кому передать/ }).first()
  expect(await heir.inputValue()).not.toBe('')
  await frame.getByRole('button', { name: /Уволить и передать дела/ }).click()
  await frame.getByText('можно отменить до').waitFor()
  await his.chat.getByRole('heading', { name: 'Ваша работа здесь завершена' }).waitFor()
  expect(await his.chat.locator('.message-text').count()).toBe(0)

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('button', { name: 'Подписанный акт (JSON)' }).click(),
  ])
  const act = readFileSync(await saved.path(), 'utf8')
  const key = await frame.locator('.leaving-key code').textContent()
  expect(verifyFile(act, key ?? '')).toMatchObject({
    ok: true,
    statement: { person: { id: people.manager } },
  })
  const [printed] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('button', { name: 'Акт (PDF)' }).click(),
  ])
  expect(
    readFileSync(await printed.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')

  await frame.getByRole('button', { name: 'Что видел и что сделал' }).click()
  await frame.getByText('Слот держим до пятницы').waitFor()
  await sound({ page, frame })
  await frame.getByRole('button', { name: 'Все сотрудники' }).click()

  await frame.getByRole('button', { name: 'Отменить' }).click()
  await frame.getByText(/Отменено/).waitFor()
  await frame.getByText(/Не вернулось само: доступ к CRM от его имени/).waitFor()
  const back = await t.sit(people.manager)
  await back.message('Слот держим до пятницы').first().waitFor()
})

test('by keyboard alone: find him, choose the heir, look at what it would do', async () => {
  const { page, frame } = await visit()
  await frame.getByRole('searchbox').focus()
  await page.keyboard.type('Кот')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await frame.locator('.leaving-go').waitFor()
  await frame.getByRole('combobox').first().focus()
  await page.keyboard.press('Home')
  expect(await frame.getByRole('combobox').first().inputValue()).toBe('')
})
