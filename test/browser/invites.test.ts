import { expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { atHome } from '../at-home.ts'
import { inviteColleague, inviteGuest } from '../invited.ts'
import { inTown } from './in-town.ts'
import { faults, judge } from './looks/faults.ts'
import { visitOurPage } from './our-page.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

/** A topic of the deal to invite to. */
async function topic(...texts: string[]) {
  const manager = await t.w.open(people.manager)
  const { body } = await manager.post('/api/threads', { id: newId(), kind: 'topic', title: 'Для гостей' })
  for (const text of texts) await manager.say(text, { thread: body.id })
  return { manager, thread: body.id as string }
}

test('a manager makes a link for a guest, who opens it on a phone without an account and is answered', async () => {
  await topic('Добрый день')
  const seat = await t.sit(people.manager)
  await seat.chat
    .getByRole('button', { name: /Для гостей/ })
    .first()
    .click()
  await seat.chat.getByRole('button', { name: '+ Позвать' }).click()
  const dialog = seat.chat.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Гостя по ссылке' }).check({ force: true })
  await dialog.getByLabel('Имя').fill('Анна Коваль')
  await dialog.getByRole('button', { name: 'Создать ссылку' }).click()
  const link = await dialog.getByRole('textbox', { name: 'Ссылка' }).inputValue()
  expect(link).toMatch(/\/guest#[\w-]+\.[\w-]{43}$/)
  await dialog.getByRole('button', { name: 'Готово' }).click()
  await dialog.getByText('ждём ответа').waitFor()
  await dialog.getByRole('button', { name: 'Готово' }).click()

  const phone = await t.browser.newContext({
    viewport: { width: 390, height: 800 },
    locale: 'ru',
    hasTouch: true,
  })
  phone.setDefaultTimeout(10_000)
  const asked: string[] = []
  phone.on('request', (request) => asked.push(new URL(request.url()).origin))
  const page = await phone.newPage()
  await page.goto(link)
  await page.getByRole('button', { name: 'Открыть обсуждение' }).click()
  await page.getByText('Добрый день').waitFor()
  expect(page.url()).not.toContain(link.split('.').at(-1))
  await page.locator('textarea').fill('Спасибо, смотрю')
  await page.getByRole('button', { name: 'Отправить' }).click()
  await seat.message('Спасибо, смотрю').waitFor()
  await seat.say('Ждём вас')
  await page.getByText('Ждём вас').waitFor()
  const seenByGuest = 'Это видит гость: Анна Коваль'
  await seat.chat.getByText(seenByGuest).waitFor()
  await seat.chat.getByRole('button', { name: 'Вопрос, согласование, ситуация' }).click()
  await seat.chat.getByRole('menuitem', { name: 'Запросить согласование…' }).click()
  await seat.chat.getByRole('dialog').getByText(seenByGuest).waitFor()
  await seat.page.keyboard.press('Escape')
  expect([...new Set(asked)]).toEqual([new URL(link).origin])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

  // The browser that came comes back, and the link is used up.
  await page.reload()
  await page.getByText('Ждём вас').waitFor()
  const other = await phone.newPage()
  await other.goto(link)
  await other.getByRole('button', { name: 'Открыть обсуждение' }).click()
  await other.getByRole('button', { name: 'Запросить новую ссылку' }).click()
  await other.getByText('Запрос отправлен').waitFor()
  expect(seat.complaints).toEqual([])
})

test('a guest whose invitation is taken back is shown out while he looks', async () => {
  const { manager, thread } = await topic('Смотрите')
  const { invite, link } = await inviteGuest(manager, 'Олег', { thread })
  const context = await t.browser.newContext({ locale: 'uk' })
  const page = await context.newPage()
  await page.goto(`${t.w.parts.publicUrl}/guest#${link.secret}`)
  await page.getByRole('button', { name: 'Відкрити обговорення' }).click()
  await page.getByText('Смотрите').waitFor()
  await manager.delete(`/api/invites/${invite.id}`)
  await page.getByText('Запрошення завершилося').waitFor()
  await page.reload()
  await page.getByText('Відкрийте запрошення').waitFor()
})

test('a colleague without rights opens the deal’s tab, accepts, answers and leaves with a result', async () => {
  const { manager, thread } = await topic('Какие документы нужны?')
  await inviteColleague(manager, people.customs, { thread, fields: ['title', 'stage'] })
  const { page, frame: home } = await visitOurPage(t, people.customs)
  await home.getByRole('button', { name: 'Принять' }).click()
  const chat = (await (await page.waitForSelector('.slider iframe')).contentFrame())!
  await chat.getByText('Какие документы нужны?').waitFor()
  await chat.locator('textarea').fill('Декларация')
  await chat.locator('textarea').press('Enter')
  await chat.getByText('Декларация').waitFor()
  await chat.getByRole('button', { name: 'Завершить' }).click()
  const dialog = chat.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Результат' }).fill('Хватит декларации')
  await dialog.getByRole('button', { name: 'Завершить' }).click()
  await expect
    .poll(async () => {
      const { body } = await manager.get('/api/card')
      return body.threads
        .find(({ id }: { id: string }) => id === thread)
        .pins.map(({ text }: { text: string }) => text)
    })
    .toEqual(['Хватит декларации'])
})

test('who is invited to what is none of his declines on our own page, and says why', async () => {
  const { manager, thread } = await topic('Когда примете груз?')
  await inviteColleague(manager, people.customs, { thread, fields: ['title'] })
  const { page, frame: home } = await visitOurPage(t, people.customs)
  await home.getByRole('button', { name: 'Отказаться' }).waitFor()
  await page.setViewportSize({ width: 420, height: 860 })
  await home.getByRole('button', { name: 'Отказаться' }).click()
  await home.getByRole('textbox', { name: 'Почему, если хотите' }).fill('Это к складу')
  await judge(home)
  expect(await faults(home)).toEqual([])
  await home.getByRole('button', { name: 'Отказаться' }).click()
  await home.getByRole('button', { name: 'Отказаться' }).waitFor({ state: 'detached' })
  const seat = await t.sit(people.manager)
  await seat.chat
    .getByRole('button', { name: /Для гостей/ })
    .first()
    .click()
  await seat.list.getByText('Это к складу').waitFor()
})

test('compliance reads a private discussion for a reason, hears what is said there meanwhile, and writes nothing', async () => {
  const manager = await t.w.open(people.manager)
  const closed = { id: newId(), kind: 'private', title: 'Наедине', people: [people.head] }
  await manager.post('/api/threads', closed)
  await manager.say('Только между нами', { thread: closed.id })
  const admin = await atHome(t.w, people.admin)
  await admin.call('PUT', `/api/company/standings/people/${people.finance}`, {
    standing: 'compliance',
    reach: 'all',
    documents: true,
  })
  const seat = await t.sit(people.finance)
  await seat.chat.getByRole('button', { name: 'Действия с обсуждением' }).click()
  await seat.chat.getByRole('menuitem', { name: 'Закрытые обсуждения' }).click()
  const dialog = seat.chat.getByRole('dialog')
  await dialog.getByRole('radio', { name: /Наедине/ }).check()
  await dialog.getByRole('textbox', { name: 'Причина' }).fill('Жалоба клиента №17 на скидку')
  await judge(seat.chat)
  expect(await faults(seat.chat)).toEqual([])
  await dialog.getByRole('button', { name: 'Прочитать' }).click()
  await seat.message('Только между нами').waitFor()
  expect(await seat.composer.count()).toBe(0)
  await manager.say('И это тоже', { thread: closed.id })
  await seat.message('И это тоже').waitFor()
  await seat.list.getByText('Прочитано по праву контроля: Жалоба клиента №17 на скидку').waitFor()
})
