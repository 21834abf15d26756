/** An administrator with a browser: from the first visit to a colleague's first word in the form. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundles } from '../../manifests/dynamics365/build/bundles.ts'
import { archive } from '../../manifests/dynamics365/solution/archive.ts'
import { contents } from '../../manifests/dynamics365/solution/contents.ts'
import manifest from '../../package.json' with { type: 'json' }
import { launchChromium } from '../chromium.ts'
import { type DynamicsWorld, dynamicsWorld } from '../dynamics-world.ts'
import { sqliteStores } from '../stores.ts'
import { faults, judge } from './looks/faults.ts'

let w: DynamicsWorld
let browser: Awaited<ReturnType<typeof launchChromium>>
let context: BrowserContext
let page: Page
const packages = mkdtempSync(join(tmpdir(), 'dealthread-packages-'))

beforeAll(async () => {
  const edition = { version: manifest.version, managed: true, control: true, server: '', forms: [] }
  const zip = archive(contents(edition, await bundles('')))
  writeFileSync(join(packages, `Dealthread_${manifest.version}_managed.zip`), zip)
  w = await dynamicsWorld(sqliteStores(), {
    realTime: true,
    connected: false,
    organization: { installed: false },
    env: { SOLUTIONS_DIR: packages },
  })
  await w.listen()
  browser = await launchChromium()
  context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1100, height: 900 } })
  context.setDefaultTimeout(10_000)
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await w?.stop()
  rmSync(packages, { recursive: true, force: true })
})

const step = (name: string) => page.locator(`[data-step=${name}]`)
const done = (name: string) => step(name).getByText('Готово', { exact: true }).waitFor()

async function popup(click: () => Promise<void>, act: (window: Page) => Promise<void>) {
  const [window] = await Promise.all([context.waitForEvent('page'), click()])
  const closed = window.waitForEvent('close')
  await act(window)
  await closed
}

test('an administrator connects his environment, and the form gets its chat', async () => {
  await page.goto(`${w.publicUrl}/dynamics/setup`)
  expect(await page.title()).toBe('Подключение Dealthread к Dynamics 365')

  await popup(
    () => step('consent').getByRole('button', { name: 'Дать разрешение' }).click(),
    async (window) => {
      await window.getByRole('button', { name: /Анна Воронцова/ }).click()
      await window.locator('button[value=accept]').click()
    },
  )
  await done('consent')

  await popup(
    () => step('organization').getByRole('button', { name: 'Показать мои среды' }).click(),
    async () => {},
  )
  await popup(
    () => step('organization').getByRole('listitem').getByRole('button', { name: 'Войти' }).click(),
    async () => {},
  )
  await done('organization')

  for (const [name, action] of [
    ['package', 'Импортировать'],
    ['application', 'Добавить пользователя'],
    ['connection', 'Подключить'],
    ['events', 'Настроить'],
  ] as const) {
    await step(name).getByRole('button', { name: action }).click()
    await done(name)
  }

  await page.getByLabel('Возможные сделки: Opportunity').check()
  await page.getByRole('button', { name: 'Показать изменение' }).click()
  await page.locator('.line-added').first().waitFor()
  await page.getByRole('button', { name: 'Изменить и опубликовать' }).click()
  await done('forms')
  await step('forms').getByRole('button', { name: 'Вернуть' }).waitFor()

  await step('health').getByRole('button', { name: 'Проверить' }).click()
  await step('health').getByText('Сотрудники').waitFor()
  await judge(page)
  expect(await faults(page)).toEqual([])
  // What was lent is in the memory of the page and nowhere else.
  expect(
    await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])'),
  ).toBe('[{},{},""]')
})

test('what stays undone is found again by whoever comes back', async () => {
  await page.reload()
  await page.getByLabel('Адрес среды').fill(w.organization.origin)
  await popup(
    () => page.locator('.setup-address').getByRole('button', { name: 'Войти' }).click(),
    async (window) => {
      const choice = window.getByRole('button', { name: /Анна Воронцова/ })
      if (await choice.isVisible().catch(() => false)) await choice.click()
    },
  )
  await Promise.all(['package', 'application', 'connection', 'events', 'forms'].map(done))
  await step('forms').getByRole('button', { name: 'Вернуть' }).click()
  await step('forms').getByText('Предстоит').waitFor()
})

test('a window that was closed is given up, and the step done again', async () => {
  await page.reload()
  await context.clearCookies()
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    step('consent').getByRole('button', { name: 'Дать разрешение' }).click(),
  ])
  await window.close()
  await step('consent').getByRole('button', { name: 'Окно закрыто' }).click()
  await step('consent').getByText('Окно закрыто раньше времени. Нажмите кнопку ещё раз.').waitFor()
  await popup(
    () => step('consent').getByRole('button', { name: 'Дать разрешение' }).click(),
    async (again) => {
      await again.getByRole('button', { name: /Анна Воронцова/ }).click()
      await again.locator('button[value=accept]').click()
    },
  )
  await done('consent')
})

test('whoever lets the chat go reads what was done, and how to come back', async () => {
  await page.getByLabel('Адрес среды').fill(w.organization.origin)
  await popup(
    () => page.locator('.setup-address').getByRole('button', { name: 'Войти' }).click(),
    async () => {},
  )
  await done('organization')
  await step('parting').getByRole('button', { name: 'Отключить…' }).click()
  await step('parting').getByRole('button', { name: 'Отключить сейчас' }).click()
  await step('parting').getByText('Чтобы вернуться, повторите шаги 5–7').waitFor()
  await step('connection').getByText('Предстоит').waitFor()
  expect(w.organization.find('serviceendpoint')).toEqual([])
})
