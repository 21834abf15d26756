import { expect, test } from 'vitest'
import type { PostedForm } from '../../crm-adapters/bitrix24/portal/frames.ts'
import { post } from '../documents.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { visitOurPage } from './our-page.ts'
import { deals, people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

test('axe finds nothing wrong with the documents of a card, nor with what is asked there', async () => {
  const manager = await t.w.open(people.manager)
  await post(t.w, manager, 'Инвойс.txt', { about: { kind: 'price_calculation' } })
  const seat = await t.sit(people.manager, {
    theme: 'dark',
    viewport: { width: 420, height: 800 },
    // What fades in is too pale meanwhile.
    reducedMotion: 'reduce',
  })
  await judge(seat.chat)
  await seat.chat.locator('.context-strip').click()
  await seat.chat.getByRole('button', { name: 'Все файлы' }).click()
  const drawer = seat.chat.getByRole('dialog', { name: 'Документы' })
  for (const [tab, told] of [
    ['Комплект', 'Принято 0 из 7'],
    ['Клиент', /Здесь будут файлы клиента/],
    ['Файлы', 'Инвойс.txt'],
  ] as const) {
    await drawer.getByRole('tab', { name: tab }).click()
    await drawer.getByText(told).first().waitFor()
    expect(await faults(seat.chat)).toEqual([])
  }
  await drawer.getByRole('button', { name: /Что это за файл/ }).click()
  await seat.chat.getByRole('dialog', { name: 'Что это за файл' }).waitFor()
  expect(await faults(seat.chat)).toEqual([])
})

test('axe finds nothing wrong with the settings of documents, nor with placing a hold', async () => {
  const { frame } = await visitOurPage(t, people.admin, { section: 'Документы' })
  await frame.getByText('Документы на поставку').click()
  await judge(frame)
  expect(await faults(frame)).toEqual([])
  await frame.getByRole('button', { name: 'Запрет удаления' }).click()
  await frame.getByRole('button', { name: 'Установить запрет' }).click()
  await frame.getByRole('dialog').getByLabel('Карточка').waitFor()
  expect(await faults(frame)).toEqual([])
})

/** What a host shows in its frame when there is no card to show. */
const pages: Record<string, (w: Town['w']) => PostedForm> = {
  'Чат установлен': (w) => w.portal.installForm(people.admin),
  'Нужен администратор': (w) => w.portal.installForm(people.manager),
  'Нет доступа': (w) => w.portal.placementForm(people.otherManager, Number(deals.daisy)),
  'Карточка не найдена': (w) => w.portal.placementForm(people.manager, 999_999),
  'Запрос не понят': (w) => ({ ...w.portal.placementForm(people.manager, 1204), form: {} }),
}

test.each(Object.keys(pages))(
  'axe finds nothing wrong with the page “%s”, on a screen or a phone',
  async (title) => {
    const { url, form } = pages[title]!(t.w)
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 320, height: 480 },
    ]) {
      const page = await t.browser.newPage({ viewport })
      await page.route(url, (route) =>
        route.continue({
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          postData: new URLSearchParams(form).toString(),
        }),
      )
      await page.goto(url)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await judge(page)
      expect(await faults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      await page.close()
    }
  },
)
