/** Our own page in the portal's left menu, as people meet it. */
import type { Frame } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shownChoices } from '../../backend/companies/choices.ts'
import { newId } from '../../backend/ids.ts'
import type { Person } from '../world.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type Visit as AtOurPage, type PageLook, visitOurPage } from './our-page.ts'
import { deals, people, type Town, town } from './town.ts'

let t: Town
let manager: Person
let trade: Person
let admin: Person

inTown(town, async (begun) => {
  t = begun
  manager = await t.w.open(people.manager)
  trade = await t.w.open(people.trade)
  admin = await t.w.open(people.admin)
  await manager.say('Слот держим до пятницы')
})
beforeEach(() => t.w.portal.faults.calm())
afterEach(() => t.everybodyLeaves())

interface Visit extends AtOurPage {
  row(text: string): ReturnType<Frame['locator']>
}

async function visit(person: string, look: PageLook = {}): Promise<Visit> {
  const visit = await visitOurPage(t, person, look)
  return { ...visit, row: (text) => visit.frame.locator('.inbox-row').filter({ hasText: text }) }
}

async function topicOf(by: Person, title: string, more: object = {}): Promise<string> {
  const id = newId()
  await by.post('/api/threads', { id, kind: 'topic', title, ...more })
  return id
}

async function section({ frame }: Visit, name: string) {
  await frame.getByRole('navigation').getByRole('button', { name, exact: true }).click()
}

test('a message on any of my cards comes to the top at once, and is counted', async () => {
  const home = await visit(people.trade)
  const other = await t.w.open(people.trade, deals.long)
  await other.say('Буду вести оформление')
  await (await t.w.open(people.manager, deals.long)).say('Станки отгружены')
  const top = home.frame.locator('.inbox-row').first()
  await top.getByText('Сергей: Станки отгружены').waitFor()
  expect(await top.locator('.badge').textContent()).toContain('1 непрочитанное')
  expect(home.complaints).toEqual([])
})

test('Enter on a row opens its chat over the page; what is read there is read in the list', async () => {
  const home = await visit(people.trade)
  const thread = home.row('Слот держим')
  const asked = await manager.say('Коды подобраны?')
  const row = home.row('Коды подобраны?')
  await row.locator('.badge').waitFor()
  expect(await thread.count()).toBe(0)
  await row.locator('.inbox-row-open').focus()
  await home.page.keyboard.press('Enter')
  const slid = await (await home.page.waitForSelector('.slider iframe')).contentFrame()
  await slid!.locator('.message-text').filter({ hasText: asked.text }).waitFor()
  await slid!.locator('textarea').fill('Да, все пять')
  await row.locator('.badge').waitFor({ state: 'detached' })
  await slid!.locator('textarea').press('Enter')
  await home.row('Вы: Да, все пять').waitFor()
})

test('by keyboard from row to row, and to the card in the CRM', async () => {
  await topicOf(manager, 'Упаковка', { people: [people.trade] })
  const home = await visit(people.trade)
  await home.row('Упаковка').waitFor()
  const focused = () => home.frame.locator('.inbox-row-open:focus')
  await home.frame.locator('.inbox-row-open').first().focus()
  const first = await focused().textContent()
  await home.page.keyboard.press('ArrowDown')
  expect(await focused().textContent()).not.toBe(first)
  await home.page.keyboard.press('ArrowUp')
  expect(await focused().textContent()).toBe(first)
  await home.page.keyboard.press('Tab')
  await home.page.keyboard.press('Enter')
  await home.frame.getByRole('menuitem', { name: 'Открыть карточку в CRM' }).click()
  const card = await home.page.waitForSelector('.slider iframe.page-frame')
  expect(await card.getAttribute('src')).toContain(`/crm/deal/details/${deals.daisy}/`)
})

test('filters, search and marking all as read leave what they promise', async () => {
  const thread = await topicOf(manager, 'Сертификаты', { people: [people.trade] })
  await manager.say('Есть сертификат?', { thread, mentions: [people.trade] })
  const home = await visit(people.trade)
  await home.frame.getByRole('radio', { name: 'Ждут меня' }).check()
  await home.row('Есть сертификат?').waitFor()
  await trade.say('Есть', { thread })
  await home.frame.getByText('Вас никто не ждёт').waitFor()

  await home.frame.getByRole('radio', { name: 'Все' }).check()
  await home.frame.getByRole('searchbox').fill('сертиф')
  await expect.poll(() => home.frame.locator('.inbox-row').count()).toBe(1)
  await home.frame.getByRole('searchbox').fill('нет такого')
  await home.frame.getByText('Ничего не нашлось').waitFor()
  await home.frame.getByRole('searchbox').press('Escape')

  await manager.say('ещё вопрос', { thread })
  await home.row('ещё вопрос').locator('.badge').waitFor()
  await home.frame.getByRole('button', { name: 'Прочитать все' }).click()
  await expect.poll(() => home.frame.locator('.inbox-row .badge').count()).toBe(0)
  await home.frame.getByRole('radio', { name: 'Непрочитанные' }).check()
  await home.frame.getByText('Всё прочитано').waitFor()
})

test('a discussion muted from the list is muted in its card', async () => {
  const home = await visit(people.trade)
  const row = home.frame.locator('.inbox-row').filter({ hasText: 'Общее по сделке' }).first()
  await row.getByRole('button', { name: /Действия/ }).click()
  await home.frame.getByRole('menuitem', { name: 'Выключить уведомления' }).click()
  await row.getByTitle('без уведомлений').waitFor()
  const muted = async () =>
    (await trade.get('/api/card')).body.threads
      .concat((await (await t.w.open(people.trade, deals.long)).get('/api/card')).body.threads)
      .filter((thread: { mutedAt?: string }) => thread.mutedAt).length
  await expect.poll(muted).toBe(1)
})

test('who is no administrator sees what is his and nothing else', async () => {
  const home = await visit(people.trade)
  const entries = await home.frame.getByRole('navigation').getByRole('button').allTextContents()
  expect(entries.slice(0, 2)).toEqual(['Входящие', 'Мои уведомления'])
  for (const admins of ['История в CRM', 'Уведомления', 'Диагностика']) expect(entries).not.toContain(admins)
})

test('what an administrator saves holds, and another who has the page open learns of it', async () => {
  const [one, other] = [await visit(people.admin), await visit(people.admin)]
  await section(one, 'Уведомления')
  await section(other, 'Уведомления')
  const bell = ({ frame }: Visit) => frame.getByRole('switch', { name: 'Колокольчик портала' })
  await bell(other).waitFor()
  await bell(one).click()
  await one.frame.getByRole('button', { name: 'Сохранить' }).click()
  await one.frame.getByText('Последнее изменение: Анна Воронцова').waitFor()
  await expect.poll(() => bell(other).getAttribute('aria-checked')).toBe('false')
  await bell(one).click()
  await one.frame.getByRole('button', { name: 'Отменить' }).click()
  expect(await bell(one).getAttribute('aria-checked')).toBe('false')
})

test('an administrator says how large files may be, and which are kept out', async () => {
  const one = await visit(people.admin)
  await section(one, 'Вложения')
  await one.frame.getByLabel('Наибольший размер файла').selectOption(String(5 * 1024 * 1024))
  await one.frame.getByRole('switch', { name: 'Программы' }).click()
  await judge(one.frame)
  expect(await faults(one.frame)).toEqual([])
  await one.frame.getByRole('button', { name: 'Сохранить' }).click()
  await one.frame.getByText('Последнее изменение: Анна Воронцова').waitFor()
  const { choices } = await t.w.parts.store.read(t.w.company, shownChoices)
  expect(choices.uploads).toEqual({ largest: 5 * 1024 * 1024, refused: ['programs'], places: false })
})

test('a test event goes there and back, and the report is copied', async () => {
  const home = await visit(people.admin)
  await section(home, 'Диагностика')
  await home.frame.getByRole('button', { name: 'Отправить пробное событие' }).click()
  await home.frame.getByText(/Событие пришло за/).waitFor()
  await home.frame.getByRole('button', { name: 'Скопировать отчёт' }).click()
  await home.frame.locator('.toast').getByText('Отчёт скопирован').waitFor()
  await section(home, 'Входящие')
  await home.frame.getByRole('searchbox').focus()
  await home.page.keyboard.press('Control+V')
  const report = await home.frame.getByRole('searchbox').inputValue()
  expect(report).toContain('Вкладки в карточках')
  expect(report).not.toContain(t.w.portal.applicationToken)
})

test('a portal that falls silent is said to be, and its names come back with it', async () => {
  t.w.parts.home.glances.forget({ company: t.w.company, record: `deal:${deals.daisy}` })
  t.w.portal.faults.storm('INTERNAL_SERVER_ERROR', 3600, 'crm.item.list')
  const home = await visit(people.trade)
  await home.frame.getByText('CRM не отвечает').waitFor()
  await home.row(`Сделка №\u00a0${deals.daisy}`).first().waitFor()
  expect(await home.frame.locator('body').textContent()).not.toContain('Слот держим')
})

test.each<[string, PageLook & { dir?: 'rtl' }]>([
  ['light', {}],
  ['dark', { theme: 'dark' }],
  ['narrow', { width: 420, lang: 'uk' }],
  ['from right to left', { dir: 'rtl' }],
  ['a small phone', { width: 336, lang: 'en' }],
])('nothing is wrong with any section, %s', async (_, look) => {
  await admin.say('Проверка')
  const home = await visit(people.admin, look)
  // Hosts that run so are not among the portal's languages.
  if (look.dir) await home.frame.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  await judge(home.frame)
  const items = home.frame.locator('.home-nav-item')
  for (let n = 0; n < (await items.count()); n += 1) {
    await items.nth(n).click()
    await home.frame.locator('.inbox-rows, .home-main h2').first().waitFor()
    expect(await faults(home.frame), `section ${n}`).toEqual([])
    const over = await home.frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(over, `section ${n}`).toBe(0)
  }
})
