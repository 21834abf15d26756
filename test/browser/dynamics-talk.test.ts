/** The whole way: the app of an organization, the control on a form of it, our server, and Entra in a window of its own. */
import type { Frame } from 'playwright-core'
import { expect, test } from 'vitest'
import { contentSecurity } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { colleagues } from '../dynamics-world.ts'
import { paneOn } from '../organization-forms.ts'
import { sqliteStores } from '../stores.ts'
import { people } from '../world.ts'
import { chatOn, dynamicsSeats, type Seats, seatAt } from './dynamics-seats.ts'
import { inTown } from './in-town.ts'

let t: Seats
inTown(
  () => dynamicsSeats(sqliteStores()),
  (begun) => {
    t = begun
  },
)

const { seller } = colleagues
const ALINA = 9

test('two colleagues talk in the form of an opportunity', async () => {
  const manager = await t.sit(seller)
  const trade = await t.sit(ALINA)
  await manager.say('Держим слот до пятницы?')
  await trade.message('Держим слот до пятницы?').waitFor()
  await trade.say('Да, до 18:00')
  await manager.message('Да, до 18:00').waitFor()
  // The id of an opportunity is nothing people would call it by.
  expect(await manager.chat.locator('.context-name').textContent()).toBe('Сделка')
  expect([...manager.complaints, ...trade.complaints]).toEqual([])
})

test('who is not signed in at Entra signs in there, in a window that closes by itself, and talks', async () => {
  const { page, context } = await t.newSeat()
  await page.goto(t.formUrl(seller).replace('&tab=chat', ''))
  await page.waitForSelector('[data-ready]')
  await context.clearCookies()
  await page.getByRole('tab', { name: 'Чат' }).click()
  const chat = await chatOn(page)
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    chat.getByRole('button', { name: /Войти/ }).click(),
  ])
  const closed = popup.waitForEvent('close')
  await popup.getByRole('button', { name: /Сергей Котов/ }).click()
  await closed
  await chat.waitForSelector('textarea')
  await seatAt(page, chat).say('Вошёл через Entra')
  await seatAt(page, chat).message('Вошёл через Entra').waitFor()
})

test('a link in a message signs nobody in for whoever wrote it', async () => {
  const { ticket, url } = await t.w.ticket()
  const stranger = await t.sit(ALINA)
  await stranger.say(`Посмотрите: ${t.url}${url}`)
  const manager = await t.sit(seller)
  const link = manager.chat.getByRole('link', { name: '/dynamics/sign-in' }).last()
  const [opened] = await Promise.all([manager.page.context().waitForEvent('page'), link.click()])
  await opened.getByText('Sign in from the card').waitFor()
  expect((await t.w.cardFor(ticket)).status).toBe(401)
})

test('going to the next record shows its chat in the same frame, without signing in again', async () => {
  const manager = await t.sit(seller)
  await manager.say('Только в первой сделке')
  await manager.message('Только в первой сделке').waitFor()
  await manager.chat.evaluate('window.mark = "the same page"')
  await manager.page.evaluate(`localApp.go('opportunity', '${t.w.deal(1201).id}')`)
  await manager.message('Только в первой сделке').waitFor({ state: 'detached' })
  await manager.say('А это уже во второй')
  await manager.message('А это уже во второй').waitFor()
  expect(await manager.chat.evaluate('window.mark')).toBe('the same page')
})

test('a person of another company at the Bitrix24 portal, in the deal of the same number, is sent no byte of it', async () => {
  const secret = `Маржа ${crypto.randomUUID()}`
  const manager = await t.sit(seller)
  const stranger = await t.newSeat()
  await stranger.page.goto(`${t.w.portal.cardUrl(people.manager, 1204)}&tab=chat`)
  const frame = await (await stranger.page.waitForSelector('iframe')).contentFrame()
  await frame!.waitForSelector('textarea')

  await manager.say(secret)
  await manager.message(secret).waitFor()
  const own = seatAt(stranger.page, frame!)
  await own.say('У нас своё')
  await own.message('У нас своё').waitFor()
  await stranger.page.reload()
  await (await (await stranger.page.waitForSelector('iframe')).contentFrame())!.waitForSelector('textarea')

  expect(stranger.received.join('\n')).toContain('У нас своё')
  expect(stranger.received.join('\n')).not.toContain(secret)
  expect(stranger.received.join('\n')).not.toContain(t.w.organization.organizationId)
  expect(manager.received.join('\n')).toContain(secret)
  expect(manager.received.join('\n')).not.toContain('У нас своё')
})

test('the theme of the form is the theme of the chat', async () => {
  const manager = await t.sit(seller, 1204, { theme: 'dark' })
  const theme = () => manager.chat.evaluate('document.documentElement.dataset.theme')
  await expect.poll(theme).toBe('dark')
  await manager.page.getByRole('button', { name: 'Светлая тема' }).click()
  await expect.poll(theme).toBe('light')
})

test('under a strict policy that lets our server be framed, people sign in and talk as ever', async () => {
  const settings = { table: 'organization', id: t.w.organization.organizationId }
  const setPolicy = (policy: Parameters<typeof contentSecurity>[0]) =>
    t.w.organization.change(settings, contentSecurity(policy), colleagues.admin)
  setPolicy({ strict: true })
  const barred = await t.newSeat()
  await barred.page.goto(t.formUrl(seller))
  await barred.page.getByText(`${t.url} в директиву frame-src`).waitFor()
  expect(barred.page.frames()).toHaveLength(1)

  setPolicy({ strict: true, sources: { 'frame-src': [t.url] } })
  const manager = await t.sit(seller)
  await manager.say('И так тоже')
  await manager.message('И так тоже').waitFor()
  setPolicy({ strict: false })
})

test('the pane at the side counts what a colleague writes while the form shows something else', async () => {
  await t.admin.putTab('opportunity', { door: 'control', server: t.url, more: paneOn(t.url) })
  // Where nobody has written yet: the others' talk leaves something unread now and then.
  const quiet = 1207
  const { page } = await t.newSeat()
  await page.goto(t.formUrl(seller, quiet, { tab: 'SUMMARY_TAB' }))
  await page.getByRole('button', { name: 'Чат сбоку' }).click()
  const isCard = (frame: Frame) => frame.url().startsWith(`${t.url}/dynamics/card`)
  const card = page.frames().find(isCard) ?? (await page.waitForEvent('framenavigated', isCard))
  await card.waitForSelector('textarea')
  // Folded away, it is read by nobody.
  await page.locator('#side-panes [role=tab]').click()
  const trade = await t.sit(ALINA, quiet)
  await trade.say('Ты не видишь, но это здесь')
  await page.locator('#side-panes .badge').getByText('1', { exact: true }).waitFor()
})
