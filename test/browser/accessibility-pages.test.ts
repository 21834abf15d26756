import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PostedForm } from '../../crm-adapters/bitrix24/portal/frames.ts'
import { faults, judge } from './looks/faults.ts'
import { deals, people, type Town, town } from './town.ts'

let t: Town
beforeAll(async () => {
  t = await town()
})
afterAll(() => t?.stop())

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
