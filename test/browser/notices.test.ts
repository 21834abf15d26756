/** How somebody settles by what he is told, and what a browser does that rings for him. */
import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Mailbox, mailbox } from '../mailbox.ts'
import { type PushService, pushService } from '../push-service.ts'
import type { Person } from '../world.ts'
import { faults, judge } from './looks/faults.ts'
import { people, type Town, town } from './town.ts'

let box: Mailbox
let service: PushService
let t: Town
let manager: Person

beforeAll(async () => {
  box = await mailbox()
  service = await pushService()
  t = await town({ env: { SMTP_URL: box.url, MAIL_FROM: 'Dealthread <chat@vectrana.example>' } })
  manager = await t.w.open(people.manager)
})
afterEach(() => t.everybodyLeaves())
afterAll(async () => {
  await t?.stop()
  await box?.close()
  await service?.close()
})

interface Look {
  lang?: string
  theme?: string
  width?: number
}

async function atHome(person: string, { lang = 'ru', theme = 'light', width = 1400 }: Look = {}) {
  const context = await t.browser.newContext({ viewport: { width: 1400, height: 1000 } })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${t.w.portal.origin}/company/?as=${person}&lang=${lang}&theme=${theme}`)
  await page.locator('nav.menu a[href*="/marketplace/app/"]').click()
  await page.setViewportSize({ width, height: 1000 })
  const frame = await (await page.waitForSelector('main iframe')).contentFrame()
  if (!frame) throw new Error('the page has no frame')
  await frame.waitForSelector('.home')
  return { page, frame, complaints }
}

/** The page's list, at the entry that everybody has. */
async function wishes(frame: Frame, name = 'Мои уведомления') {
  await frame.getByRole('navigation').getByRole('button', { name }).click()
  await frame.waitForSelector('.wishes')
}

const shown = async (person: string) => (await (await t.w.open(person)).get('/api/notices')).body

test('a person without rights of an administrator finds his notifications, and they are kept', async () => {
  const { frame, complaints } = await atHome(people.trade)
  await wishes(frame)
  await frame.getByRole('radio', { name: /Только о срочном/ }).check()
  await frame.getByRole('switch', { name: 'Тихие часы' }).click()
  await frame.getByLabel('С', { exact: true }).fill('21:30')
  await frame.getByLabel('С', { exact: true }).blur()
  await frame.getByRole('checkbox', { name: 'пт' }).check()
  await frame.getByRole('switch', { name: 'Сводка за день' }).click()
  await expect
    .poll(async () => (await shown(people.trade)).wishes)
    .toMatchObject({
      level: 'none',
      quiet: { from: '21:30', until: '09:00', days: [5, 6, 7] },
      summary: { at: '09:00', by: 'bell' },
    })
  expect(complaints).toEqual([])
})

test('mail is confirmed by a code, tried out, and what the mail server says is shown', async () => {
  const { frame } = await atHome(people.logistics)
  await wishes(frame)
  await frame.getByLabel('Адрес').fill('d.orlov@vectrana.example')
  await frame.getByRole('button', { name: 'Прислать код' }).click()
  await frame.getByText('Код отправлен на d.orlov@vectrana.example').waitFor()
  const code = /\d{6}/.exec(box.to('d.orlov@vectrana.example')[0]!.text)![0]
  await frame.getByLabel('Код из письма').fill(code)
  await frame.getByLabel('Код из письма').press('Enter')
  await frame.getByText('На d.orlov@vectrana.example').waitFor()
  await frame.getByRole('switch', { name: 'Почта' }).click()
  box.refuse('d.orlov@vectrana.example', 550, '5.1.1 no such user here')
  await frame.getByRole('button', { name: 'Проверить' }).nth(1).click()
  await frame
    .getByRole('status')
    .filter({ hasText: 'такого ящика нет (550 5.1.1 no such user here)' })
    .waitFor()
  await frame.getByText('Последнее письмо вернулось').waitFor()
})

test('the bell rings when it is tried out', async () => {
  const { frame } = await atHome(people.customs)
  await wishes(frame)
  await frame.getByRole('button', { name: 'Проверить' }).first().click()
  await frame.getByText('Отправлено. Посмотрите, пришло ли.').waitFor()
  expect(t.w.portal.notifications(people.customs)[0]?.text).toContain('Проверка')
})

test('a browser is asked in a window of our own, only by a click, and its push is shown there', async () => {
  const { page, frame } = await atHome(people.finance)
  const browser = service.browser()
  await page.context().grantPermissions(['notifications'], { origin: t.w.parts.publicUrl })
  await page.context().addInitScript(pretendToSubscribe, browser.subscription)
  await wishes(frame)
  const opening = page.waitForEvent('popup')
  await frame.getByRole('button', { name: 'Этот браузер…' }).click()
  const window = await opening
  await window.getByRole('button', { name: 'Разрешить' }).click()
  await window.getByText('Готово').waitFor()
  await frame.locator('.toast').getByText('Этот браузер будет уведомлять').waitFor()
  await frame.getByRole('button', { name: 'Проверить' }).last().click()
  await expect.poll(() => browser.shown).toMatchObject([{ title: 'Чаты сделок' }])
  const told = await workerOf(window, t.w.parts.publicUrl)
  expect(told).toContain('/push/')
  await frame.getByRole('button', { name: /^Убрать: Chrome/ }).click()
  await expect.poll(async () => (await shown(people.finance)).push.devices).toEqual([])
})

test('from the menu of a discussion: its own level, and no answer needed', async () => {
  const seat = await t.sit(people.head)
  await manager.say('Подтвердите скидку', { mentions: [people.head] })
  await seat.message('Подтвердите скидку').waitFor()
  await seat.chat.getByRole('button', { name: 'Действия с обсуждением' }).click()
  await seat.chat.getByRole('menuitem', { name: 'Уведомления…' }).click()
  const dialog = seat.chat.getByRole('dialog')
  await dialog.getByText('1 ждёт вашего ответа').waitFor()
  await dialog.getByRole('button', { name: 'Ответ не нужен' }).click()
  await dialog.getByText('1 ждёт вашего ответа').waitFor({ state: 'detached' })
  await dialog.getByRole('group', { name: 'В этом обсуждении' }).getByLabel('Обо всех сообщениях').check()
  await expect
    .poll(async () => {
      const head = await t.w.open(people.head)
      return head.bootstrap.card.threads.find(({ id }) => id === head.team)
    })
    .toMatchObject({ level: 'all' })
})

test('my message is made to ring, and everybody sees that it is urgent', async () => {
  const seat = await t.sit(people.manager)
  const said = await manager.say('Судно уходит', { mentions: [people.logistics] })
  await seat.message('Судно уходит').hover()
  await seat.row('Судно уходит').getByRole('button', { name: 'Ещё' }).click()
  await seat.chat.getByRole('menuitem', { name: 'Позвать срочно' }).click()
  await seat.row('Судно уходит').getByTitle('Срочное: зовём, пока не увидят').waitFor()
  const other = await t.w.open(people.trade)
  const { body } = await other.get(`/api/threads/${other.team}/messages?limit=5`)
  expect(body.messages.find(({ id }: { id: string }) => id === said.id)).toHaveProperty('urgentAt')
})

test('what waits for me is counted in the list and in the title of the page', async () => {
  await t.w.open(people.admin)
  const { frame } = await atHome(people.admin)
  expect(await frame.title()).toBe('Чаты сделок')
  await manager.say('Когда вернётесь?', { mentions: [people.admin] })
  await expect.poll(() => frame.title()).toBe('(1) Чаты сделок')
  const row = frame.locator('.inbox-row').filter({ hasText: 'Когда вернётесь?' })
  await row.getByTitle('1 ждёт вашего ответа').waitFor()
  await row.getByRole('button', { name: /^Действия/ }).click()
  await frame.getByRole('menuitem', { name: 'Ответ не нужен' }).click()
  await row.getByTitle('1 ждёт вашего ответа').waitFor({ state: 'detached' })
  expect(await row.locator('.badge').textContent()).toContain('1 непрочитанное')
})

test.each([
  { lang: 'ru', theme: 'light', width: 1400, entry: 'Мои уведомления' },
  { lang: 'uk', theme: 'dark', width: 1400, entry: 'Мої сповіщення' },
  { lang: 'en', theme: 'light', width: 420, entry: 'My notifications' },
])('the settings can be read and used in $lang, $theme, at $width pixels', async ({ entry, ...look }) => {
  const { page, frame } = await atHome(people.trade, look)
  await wishes(frame, entry)
  if (process.env.LOOK_AT) await page.screenshot({ path: `${process.env.LOOK_AT}/notices-${look.lang}.png` })
  await judge(frame)
  expect(await faults(frame)).toEqual([])
})

/** No test reaches a browser maker's push service: this one's answer stands for theirs. */
function pretendToSubscribe(subscription: object) {
  const given = { toJSON: () => subscription }
  Object.assign(PushManager.prototype, { subscribe: async () => given, getSubscription: async () => null })
}

/** Where the worker of that origin looks after pages. */
function workerOf(window: Page, origin: string): Promise<string> {
  return window.evaluate(
    async (at) => (await navigator.serviceWorker.getRegistration(`${at}/push/`))?.scope ?? '',
    origin,
  )
}
