/** Our own page in the app of an organization: an entry of its site map, a list over all cards, and a seat for those who see no card. */
import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { colleagues } from '../dynamics-world.ts'
import { inviteColleague } from '../invited.ts'
import { sqliteStores } from '../stores.ts'
import type { Person } from '../world.ts'
import { chatOn, dynamicsSeats, type Seats, seatAt } from './dynamics-seats.ts'
import { inTown } from './in-town.ts'

const ALINA = 9
/** Of customs: the opportunity is shared with others of his department only. */
const IGOR = 12

let t: Seats
let seller: Person
let alina: Person

inTown(
  () => dynamicsSeats(sqliteStores()),
  async (begun) => {
    t = begun
    await t.admin.addEntry(t.url)
    seller = await t.w.openCard(colleagues.seller)
    alina = await t.w.openCard(ALINA)
  },
)

/** Chooses our entry at the side of the app. */
async function atHome(person: number): Promise<{ page: Page; home: Frame; complaints: string[] }> {
  const { page, complaints } = await t.newSeat()
  await page.goto(`${t.w.organization.origin}/main.aspx?as=${person}`)
  await page.waitForSelector('[data-ready]')
  const isHome = (frame: Frame) => frame.url().startsWith(`${t.url}/dynamics/home`)
  const coming = page.waitForEvent('framenavigated', isHome)
  await page.getByRole('navigation').getByRole('link', { name: 'Обсуждения' }).click()
  const home = await coming
  await home.waitForSelector('.home')
  return { page, home, complaints }
}

test('what a colleague has written is unread on our page in the app, and a click opens the form with its chat', async () => {
  await alina.say('Слот держим до пятницы')
  const { page, home, complaints } = await atHome(colleagues.seller)
  const row = home.locator('.inbox-row').filter({ hasText: 'Слот держим' })
  await row.getByText('1 непрочитанное').waitFor({ state: 'attached' })
  await alina.say('И до 18:00')
  await home
    .locator('.inbox-row')
    .filter({ hasText: 'И до 18:00' })
    .getByText('2 непрочитанных')
    .waitFor({ state: 'attached' })
  await home.locator('.inbox-row-open').first().click()
  const chat = await chatOn(page)
  await seatAt(page, chat).message('И до 18:00').waitFor()
  expect(new URL(page.url()).searchParams.get('id')).toBe(t.w.deal(1204).id)
  await page.goBack()
  await page.waitForSelector('iframe[title$="home.html"]')
  expect(complaints).toEqual([])
})

test('our page is as dark as the app around it, from the first and when somebody turns the app light', async () => {
  const { context, page } = await t.newSeat()
  await page.goto(`${t.w.organization.origin}/main.aspx?as=${colleagues.seller}`)
  await page.waitForSelector('[data-ready]')
  await page.locator('#theme').click()
  const coming = page.waitForEvent('framenavigated', (frame) => frame.url().includes('/dynamics/home'))
  await page.getByRole('navigation').getByRole('link', { name: 'Обсуждения' }).click()
  const home = await coming
  expect(new URL(home.url()).searchParams.get('look')).toBe('dark')
  const painted = () => home.locator('html').getAttribute('data-theme')
  await home.waitForSelector('.home')
  expect(await painted()).toBe('dark')
  await page.locator('#theme').click()
  await expect.poll(painted).toBe('light')
  await context.close()
})

test('customs, whom Dynamics does not show the opportunity, accepts an invitation and talks on our page, and is told nothing else', async () => {
  const customs = newId()
  const people = [t.w.organization.person(ALINA).id]
  await seller.post('/api/threads', { id: customs, kind: 'topic', title: 'Таможня', people })
  await seller.say('Коды для извещения нужны сегодня', { thread: customs })
  const secret = `Маржа ${crypto.randomUUID()}`
  await seller.say(secret)
  await inviteColleague(seller, t.w.organization.person(IGOR).id, { thread: customs, fields: ['title'] })

  const { context, page, received, complaints } = await t.newSeat()
  await page.goto(t.formUrl(IGOR))
  await page.getByRole('alert').getByText('Нет доступа к этой записи').waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Обсуждения' }).click()
  const isHome = (frame: Frame) => frame.url().startsWith(`${t.url}/dynamics/home`)
  const home = page.frames().find(isHome) ?? (await page.waitForEvent('framenavigated', isHome))
  const asked = page.waitForResponse(/\/visit$/)
  await home.getByRole('button', { name: 'Принять' }).click()
  const at = seatAt(page, home)
  await at.message('Коды для извещения').waitFor()
  await at.say('8484.10 и 8413.70')
  await at.message('8484.10 и 8413.70').waitFor()

  const manager = await t.sit(colleagues.seller)
  await manager.chat.getByText('Таможня').first().click()
  await manager.message('8484.10 и 8413.70').waitFor()
  await manager.say('Спасибо')
  await at.message('Спасибо').waitFor()

  const { token } = (await (await asked).json()).session
  const as = (method: string, path: string, body?: object) =>
    fetch(`${t.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }).then(({ status }) => status)
  expect(await as('GET', `/api/threads/${customs}/messages`)).toBe(200)
  expect(await as('GET', `/api/threads/${seller.team}/messages`)).toBe(404)
  expect(await as('PUT', `/api/threads/${seller.team}/messages/${newId()}`, { text: 'я тут' })).toBe(404)
  expect(await as('POST', '/api/threads', { id: newId(), kind: 'topic', title: 'Своя' })).toBe(403)
  expect(await as('GET', '/api/facts')).toBe(403)
  expect(received.join('\n')).not.toContain(secret)

  await home.getByRole('button', { name: 'К списку обсуждений' }).click()
  await home.locator('.inbox-row').filter({ hasText: 'Таможня' }).locator('.inbox-row-open').click()
  await at.message('Спасибо').waitFor()
  expect(complaints.filter((one) => !one.includes('403'))).toEqual([])
  await context.close()
})
