/** The card in the portal's frame: its height, and a page around it that says nothing. */
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { chatIn, people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})
afterEach(() => {
  t.w.portal.faults.silent = false
})

test('row 26: the card asks for its height once, and no answer of the portal makes it ask again', async () => {
  const page = await (await t.browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage()
  const asked: string[] = []
  await page.exposeFunction('note', (said: string) => asked.push(said))
  await page.addInitScript(() => {
    const { note } = window as never as { note(said: string): void }
    const isTop = window === window.top
    addEventListener('message', ({ data }) => isTop && /^resizeWindow:/.test(data) && note(data))
  })
  await open(page)
  await expect.poll(() => asked.length).toBe(1)
  // A portal that gives another height than was asked for, and another width.
  for (const size of ['900px', '300px', '640px']) {
    await page.locator('iframe.app-frame').evaluate(async (frame: HTMLElement, given) => {
      Object.assign(frame.style, { height: given, width: given })
      for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame)
    }, size)
  }
  expect(asked.length).toBe(1)
})

test('row 13: a portal’s page that stays silent is told of within eight seconds, and talking goes on', async () => {
  t.w.portal.faults.silent = true
  const page = await (await t.browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage()
  const chat = await open(page)
  const began = performance.now()
  await chat
    .getByRole('button', { name: /Открыть .* в CRM/ })
    .first()
    .click()
  await chat.locator('textarea').fill('Портал молчит, а мы нет')
  await chat.locator('textarea').press('Enter')
  await chat.getByRole('article').filter({ hasText: 'Портал молчит, а мы нет' }).waitFor()
  await chat.getByText('Страница CRM вокруг чата не отвечает').first().waitFor()
  expect(performance.now() - began).toBeLessThan(8_000)
})

async function open(page: Page) {
  page.setDefaultTimeout(10_000)
  await page.goto(`${t.w.portal.cardUrl(people.manager, 1204)}&tab=chat`)
  return chatIn(page)
}
