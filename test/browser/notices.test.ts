/** How somebody settles by what he is told, and what a browser does that rings for him. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { mailbox } from '../mailbox.ts'
import { pushService } from '../push-service.ts'
import type { Person } from '../world.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { type PageLook, visitOurPage } from './our-page.ts'
import { people, town } from './town.ts'

let t: Awaited<ReturnType<typeof townWithPost>>
let manager: Person

inTown(townWithPost, async (begun) => {
  t = begun
  manager = await t.w.open(people.manager)
})

/** A town with a mail server, and a service that reaches browsers. */
async function townWithPost() {
  const [box, service] = [await mailbox(), await pushService()]
  const built = await town({
    env: { SMTP_URL: box.url, MAIL_FROM: 'Dealthread <chat@vectrana.example>' },
  })
  return {
    ...built,
    box,
    service,
    async stop() {
      await built.stop()
      await box.close()
      await service.close()
    },
  }
}

/** Somebody at what he settles about his notifications. */
async function wishes(person: string, look: PageLook = {}) {
  const visit = await visitOurPage(t, person, { section: 'Мои уведомления', ...look })
  await visit.frame.waitForSelector('.wishes')
  return visit
}

const shown = async (person: string) => (await (await t.w.open(person)).get('/api/notices')).body

test('a person without rights of an administrator finds his notifications, and they are kept', async () => {
  const { frame, complaints } = await wishes(people.trade)
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
  const { frame } = await wishes(people.logistics)
  await frame.getByLabel('Адрес').fill('d.orlov@vectrana.example')
  await frame.getByRole('button', { name: 'Прислать код' }).click()
  await frame.getByText('Код отправлен на d.orlov@vectrana.example').waitFor()
  const code = /\d{6}/.exec(t.box.to('d.orlov@vectrana.example')[0]!.text)![0]
  await frame.getByLabel('Код из письма').fill(code)
  await frame.getByLabel('Код из письма').press('Enter')
  await frame.getByText('На d.orlov@vectrana.example').waitFor()
  await frame.getByRole('switch', { name: 'Почта' }).click()
  t.box.refuse('d.orlov@vectrana.example', 550, '5.1.1 no such user here')
  await frame.getByRole('button', { name: 'Проверить' }).nth(1).click()
  await frame
    .getByRole('status')
    .filter({ hasText: 'такого ящика нет (550 5.1.1 no such user here)' })
    .waitFor()
  await frame.getByText('Последнее письмо вернулось').waitFor()
})

test('the bell rings when it is tried out', async () => {
  const { frame } = await wishes(people.customs)
  await frame.getByRole('button', { name: 'Проверить' }).first().click()
  await frame.getByText('Отправлено. Посмотрите, пришло ли.').waitFor()
  expect(t.w.portal.notifications(people.customs)[0]?.text).toContain('Проверка')
})

test('a browser is asked in a window of our own, only by a click, and its push is shown there', async () => {
  const { page, frame } = await visitOurPage(t, people.finance)
  const browser = t.service.browser()
  await page.context().grantPermissions(['notifications'], { origin: t.w.parts.publicUrl })
  await page.context().addInitScript(pretendToSubscribe, browser.subscription)
  await frame.getByRole('navigation').getByRole('button', { name: 'Мои уведомления' }).click()
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
  const { frame } = await visitOurPage(t, people.admin)
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
  { lang: 'ru', theme: 'light', width: 1400, section: 'Мои уведомления' },
  { lang: 'uk', theme: 'dark', width: 1400, section: 'Мої сповіщення' },
  { lang: 'en', theme: 'light', width: 420, section: 'My notifications' },
])('the settings can be read and used in $lang, $theme, at $width pixels', async (look) => {
  const { page, frame } = await wishes(people.trade, look)
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
