/** The chat's control on a form of the local organization, loaded and called as the platform does it. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  calls,
  type DynamicsTown,
  deals,
  dynamicsTown,
  framed,
  framedRecord,
  idOf,
  people,
} from './dynamics-town.ts'
import { inTown } from './in-town.ts'

let t: DynamicsTown
inTown(dynamicsTown, async (begun) => {
  t = begun
  await t.admin.putTab('opportunity', { door: 'control', server: t.server })
})

const opportunity = (number: number) => ({ type: 'opportunity', id: idOf(number) })
const notes = (page: Page) => page.locator('.component').getByRole('status')

test('a tab nobody has opened holds no control, and once opened it holds the chat of its record', async () => {
  t.requests.length = 0
  const page = await t.record(deals.daisy, { tab: 'SUMMARY_TAB' })
  expect(await calls(page)).toMatchObject({ init: 0 })
  expect(t.requests).toEqual([])
  await page.getByRole('tab', { name: 'Чат' }).click()
  expect(await framedRecord(page)).toEqual(opportunity(deals.daisy))
  expect(await calls(page)).toMatchObject({ init: 1, destroy: 0, getOutputs: 0 })
  await page.getByRole('tab', { name: 'Сводка' }).click()
  await page.getByRole('tab', { name: 'Чат' }).click()
  expect(await calls(page)).toMatchObject({ init: 1, destroy: 0 })
})

test('going through the records of a list, by arrows or by the list itself, keeps the page and tells it the record', async () => {
  const page = await t.record(deals.daisy)
  const chat = await framed(page)
  await chat.evaluate('window.mark = "the same page"')
  await page.getByRole('button', { name: 'Следующая запись' }).click()
  await page.waitForFunction(`localApp.record().id !== '${idOf(deals.daisy)}'`)
  const next = await page.evaluate('localApp.record().id')
  await expect.poll(() => chat.evaluate('host.record().id')).toBe(next)
  await page.getByRole('button', { name: 'К списку' }).click()
  await page.getByRole('link', { name: 'Консолидация из Гуанчжоу, 18 м³' }).click()
  await expect.poll(() => chat.evaluate('host.record()')).toEqual(opportunity(deals.container))
  expect(await chat.evaluate('window.mark')).toBe('the same page')
  expect(await calls(page)).toMatchObject({ init: 1, destroy: 0 })
})

test('a new record asks to be saved first, and has its chat right after', async () => {
  const page = await t.open({ pagetype: 'entityrecord', etn: 'opportunity' }, { tab: 'chat' })
  await notes(page).getByText('Сначала сохраните запись').waitFor()
  expect(await page.locator('iframe').count()).toBe(0)
  await page.getByRole('tab', { name: 'Сводка' }).click()
  await page.getByLabel('Тема', { exact: true }).fill('Новая сделка прямо с формы')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Сохранено').waitFor()
  await page.getByRole('tab', { name: 'Чат' }).click()
  const id = await page.evaluate('localApp.record().id')
  expect(await framedRecord(page)).toEqual({ type: 'opportunity', id })
  expect(t.organization.read({ table: 'opportunity', id: String(id) })).toMatchObject({
    name: 'Новая сделка прямо с формы',
  })
  // Nothing the control does leaves the form with unsaved changes.
  expect(await page.evaluate('localApp.record().changes')).toEqual({})
})

test('a form that has no tab of ours has no chat, and going back to the one that has shows it again', async () => {
  const page = await t.record(deals.daisy, { lcid: 1033 })
  await framed(page)
  await page.getByLabel('Form').selectOption('Sales Insights')
  await page.getByRole('tab', { name: 'Summary' }).waitFor()
  expect(await page.getByRole('tab', { name: 'Chat' }).count()).toBe(0)
  expect(await calls(page)).toMatchObject({ init: 1, destroy: 1 })
  await page.getByLabel('Form').selectOption('Opportunity')
  await page.getByRole('tab', { name: 'Chat' }).click()
  expect(await framedRecord(page)).toEqual(opportunity(deals.daisy))
})

test('a task is completed by hand, and opened again', async () => {
  const regarding = { table: 'opportunity', id: idOf(deals.daisy) }
  const { id } = t.organization.create('task', { subject: 'Прислать счёт', regardingobjectid: regarding }, 7)
  const page = await t.open({ pagetype: 'entityrecord', etn: 'task', id })
  await page.getByRole('button', { name: 'Пометить как завершённую' }).click()
  await page.getByRole('button', { name: 'Открыть снова' }).click()
  await page.getByRole('button', { name: 'Пометить как завершённую' }).waitFor()
  expect(t.organization.read({ table: 'task', id })).toMatchObject({ statecode: 0 })
})

test('a note written on the form is in the timeline', async () => {
  const page = await t.record(deals.daisy, { tab: 'SUMMARY_TAB' })
  await page.getByPlaceholder('Введите примечание…').fill('Клиент просил перезвонить')
  await page.getByRole('button', { name: 'Добавить примечание' }).click()
  await page.locator('.timeline li').getByText('Клиент просил перезвонить').waitFor()
})

test('a plug-in that forbids the save speaks to the person, and the record stays unsaved', async () => {
  t.organization.register({
    table: 'opportunity',
    message: 'Create',
    forbids: ({ values }) => (values.name === 'Без клиента' ? 'Сделка без клиента не заводится.' : undefined),
  })
  const page = await t.open({ pagetype: 'entityrecord', etn: 'opportunity' })
  await page.getByLabel('Тема', { exact: true }).fill('Без клиента')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('dialog').getByText('Сделка без клиента не заводится.').waitFor()
  expect(await page.evaluate('localApp.record().id ?? null')).toBe(null)
})

test('the theme is changed under the page’s eyes, tokens and all', async () => {
  const page = await t.record(deals.daisy)
  const chat = await framed(page)
  await page.getByRole('button', { name: 'Тёмная тема' }).click()
  const looks = () => chat.evaluate<{ look?: { theme: string; tokens: Record<string, string> } }[]>('heard')
  await expect.poll(async () => (await looks()).at(-1)?.look?.theme).toBe('dark')
  expect((await looks()).at(-1)?.look?.tokens).toMatchObject({ colorNeutralBackground1: '#292929' })
  expect(await calls(page)).toMatchObject({ init: 1, destroy: 0 })
})

test.each([
  [1033, 'en', 'ltr', 'Chat'],
  [1049, 'ru', 'ltr', 'Чат'],
  [1058, 'uk', 'ltr', 'Чат'],
  [1037, 'he', 'rtl', 'Chat'],
])('to a person whose language is number %i the page is told %s', async (lcid, locale, direction, title) => {
  const page = await t.record(deals.daisy, { lcid })
  expect(await (await framed(page)).evaluate('host.locale')).toBe(locale)
  expect(await page.locator('html').getAttribute('dir')).toBe(direction)
  await page.getByRole('tab', { name: title, exact: true }).waitFor()
})

test('a page asks for colleagues, and gets those chosen in the platform’s own dialog', async () => {
  const page = await t.record(deals.daisy)
  const chat = await framed(page)
  const dialog = page.getByRole('dialog')
  const choose = async () => {
    await dialog.getByText('Алина Морозова').click()
    await dialog.getByRole('button', { name: 'Добавить' }).click()
  }
  const [chosen] = await Promise.all([chat.evaluate('host.selectPeople()'), choose()])
  expect(chosen).toEqual([{ id: t.organization.person(people.trade).id, name: 'Алина Морозова' }])
})

test('who may not read the record is told so, and the chat is not even asked for', async () => {
  t.requests.length = 0
  const page = await t.record(deals.container, { as: people.trade })
  await page.getByRole('alert').getByText('Нет доступа к этой записи').waitFor()
  expect(t.requests).toEqual([])
})

test('somebody disabled is not let into the app', async () => {
  t.organization.disable(people.english)
  const page = await fetch(`${t.organization.origin}/main.aspx?as=${people.english}`)
  expect(page.status).toBe(403)
  t.organization.enable(people.english)
})

test('200 controls put on the form and taken off leave no node, no listener and no memory behind', async () => {
  const page = await t.record(deals.daisy)
  await framed(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const remount = async (times: number) => {
    await page.evaluate(`localApp.remount(${times})`)
    await framed(page)
  }
  const held = async (what: string) => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === what)?.value ?? Number.NaN
  }
  // What an engine keeps of its own grows a little; 200 controls kept would be hundreds of nodes and megabytes.
  const growth = { JSEventListeners: 0, Frames: 0, Nodes: 10, JSHeapUsedSize: 500_000 }
  await remount(20)
  const before = new Map<string, number>()
  for (const what of Object.keys(growth)) before.set(what, await held(what))
  await remount(200)
  for (const [what, allowed] of Object.entries(growth)) {
    // Frames of another origin are let go a moment later.
    await expect.poll(() => held(what)).toBeLessThanOrEqual(before.get(what)! + allowed)
  }
  expect(await calls(page)).toMatchObject({ init: 221, destroy: 220 })
  expect(await framedRecord(page)).toEqual(opportunity(deals.daisy))
})
