/** A manager asks customs, customs answers, the manager is dismissed, another goes on: the same steps in both CRMs. */
import type { Frame, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { newId } from '../../backend/ids.ts'
import { sqliteStores } from '../stores.ts'
import { deals, type Person } from '../world.ts'
import { type AtForm, dynamicsSeats, type Seats, seatAt } from './dynamics-seats.ts'
import { inTown } from './in-town.ts'

/** The story's people, by the number each has in either CRM. */
const ADMIN = 1
const HEAD = 5
const MANAGER = 7
const TRADE = 9
/** Of customs: the CRM does not show him the deal. */
const CUSTOMS = 12

const SECOND = 1000

let t: Seats
inTown(
  () => dynamicsSeats(sqliteStores()),
  async (begun) => {
    t = begun
    await t.admin.addEntry(t.url)
  },
)

type Sitting = Pick<AtForm, 'page' | 'chat' | 'composer' | 'message' | 'say'>

interface Host {
  company(): string
  id(person: number): string
  /** Opens the deal's card without a browser. */
  open(person: number): Promise<Person>
  sit(person: number): Promise<Sitting>
  /** Opens our own page from the CRM's menu. */
  home(person: number): Promise<{ page: Page; home: Frame }>
  /** Where the chat is that an invitation on our own page leads to. */
  invited(page: Page, home: Frame): Promise<Frame>
  /** The CRM itself says that somebody has left. */
  dismiss(person: number): Promise<void>
}

const bitrix24: Host = {
  company: () => t.w.otherCompany,
  id: String,
  open: (person) => t.w.open(String(person), deals.daisy),
  async sit(person) {
    const { page } = await t.newSeat()
    await page.goto(`${t.w.portal.cardUrl(String(person), Number(deals.daisy))}&tab=chat`)
    const chat = (await (await page.waitForSelector('iframe')).contentFrame())!
    await chat.waitForSelector('textarea')
    return seatAt(page, chat)
  },
  async home(person) {
    const { page } = await t.newSeat()
    await page.goto(`${t.w.portal.origin}/company/?as=${person}&lang=ru`)
    await page.locator('nav.menu a[href*="/marketplace/app/"]').click()
    const home = (await (await page.waitForSelector('main iframe')).contentFrame())!
    await home.waitForSelector('.home')
    return { page, home }
  },
  invited: async (page) => (await (await page.waitForSelector('.slider iframe')).contentFrame())!,
  async dismiss(person) {
    t.w.portal.dismiss(String(person))
    await t.w.parts.readPeople(t.w.otherCompany)
  },
}

const dynamics: Host = {
  company: () => t.w.company,
  id: (person) => t.w.organization.person(person).id,
  open: (person) => t.w.openCard(person),
  sit: (person) => t.sit(person),
  async home(person) {
    const { page } = await t.newSeat()
    await page.goto(`${t.w.organization.origin}/main.aspx?as=${person}`)
    await page.waitForSelector('[data-ready]')
    const isHome = (frame: Frame) => frame.url().startsWith(`${t.url}/dynamics/home`)
    const coming = page.waitForEvent('framenavigated', isHome)
    await page.getByRole('navigation').getByRole('link', { name: 'Обсуждения' }).click()
    const home = await coming
    await home.waitForSelector('.home')
    return { page, home }
  },
  invited: async (_, home) => home,
  async dismiss(person) {
    t.w.organization.disable(person)
    await t.w.organization.delivered()
    await t.w.parts.inboxIdle()
  },
}

/** Lets the clock do what is due. */
async function meanwhile(company: string) {
  const { parts, clock } = t.w
  await parts.heard()
  clock.advance(30 * SECOND)
  while (await parts.hear(company));
  while (await parts.ring(company));
  await parts.workErrands(company)
  await parts.errands.idle()
}

const question = ({ chat }: Sitting, text: string) =>
  chat
    .getByRole('listitem')
    .filter({ has: chat.locator('.message-text').filter({ hasText: text }) })
    .getByRole('group', { name: 'Вопрос' })

async function go(to: Sitting, thread: string) {
  await to.chat
    .getByRole('button', { name: new RegExp(thread) })
    .first()
    .click()
}

describe.each([
  ['Bitrix24', bitrix24],
  ['Dynamics 365', dynamics],
])('in %s', (_, host) => {
  test('customs answers the manager, who is dismissed; whoever takes over finds the answer and goes on', async () => {
    const asking = await host.open(MANAGER)
    await host.open(HEAD)
    await asking.say('Маржа 14 %, клиенту не говорим')
    const thread = { id: newId(), kind: 'topic', title: 'Таможня', role: 'customs' }
    await asking.post('/api/threads', thread)

    const manager = await host.sit(MANAGER)
    await go(manager, 'Таможня')
    await manager.chat.getByRole('button', { name: 'Вопрос, согласование, ситуация' }).click()
    await manager.chat.getByRole('menuitem', { name: 'Спросить специалиста…' }).click()
    const dialog = manager.chat.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Вопрос' }).fill('Какие документы нужны?')
    await dialog.getByRole('radio', { name: /^Таможня/ }).check()
    await dialog.getByRole('button', { name: 'Спросить' }).click()
    await question(manager, 'Какие документы нужны?').waitFor()
    await meanwhile(host.company())

    const { page, home } = await host.home(CUSTOMS)
    await home.getByRole('button', { name: 'Принять' }).click()
    const customs = seatAt(page, await host.invited(page, home))
    await question(customs, 'Какие документы нужны?').getByRole('button', { name: 'Ответить' }).click()
    await customs.say('Инвойс и СТ-1')
    await question(manager, 'Какие документы нужны?').getByText('ответ: Игорь Ким').waitFor()
    await customs.say('А кто подпишет декларацию?')
    await manager.message('А кто подпишет декларацию?').waitFor()
    expect(await customs.chat.getByText('Маржа').count()).toBe(0)

    const { home: office } = await host.home(ADMIN)
    await office.getByRole('navigation').getByRole('button', { name: 'Увольнение' }).click()
    await office.getByRole('searchbox').fill('Кот')
    await office.getByRole('button', { name: /Котов/ }).click()
    await office.locator('.leaving-go').waitFor()
    for (const heir of await office.getByRole('combobox', { name: /Кому передать/ }).all())
      await heir.selectOption(host.id(HEAD))
    const stay = 'Оставить; кто за них отвечает'
    await office.getByRole('radio', { name: stay }).check()
    await office.getByRole('combobox', { name: stay }).selectOption(host.id(HEAD))
    await office.getByRole('button', { name: /Уволить и передать дела/ }).click()
    await office.getByText('можно отменить до').waitFor()
    await manager.chat.getByRole('heading', { name: 'Ваша работа здесь завершена' }).waitFor()
    expect(await manager.chat.locator('.message-text').count()).toBe(0)

    const successor = await host.sit(HEAD)
    await successor.chat.locator('.handover-strip button').click()
    const brief = successor.chat.locator('.brief')
    await brief.getByRole('button', { name: 'А кто подпишет декларацию?' }).click()
    await successor.message('А кто подпишет декларацию?').waitFor()
    await question(successor, 'Какие документы нужны?').getByText('ответ: Игорь Ким').waitFor()
    await successor.say('Подпишу я')
    await customs.message('Подпишу я').waitFor()
    const { threads } = (await (await host.open(HEAD)).get('/api/card')).body
    expect(new Set(threads.map(({ audience }: { audience: string }) => audience))).toEqual(
      new Set(['internal']),
    )
  })

  test('whom the CRM itself says to have left is shown out, and waits to be seen to', async () => {
    const trade = await host.sit(TRADE)
    await host.dismiss(TRADE)
    await trade.chat.getByRole('heading', { name: 'Ваша работа здесь завершена' }).waitFor()
    const { home: office } = await host.home(ADMIN)
    await office.getByRole('navigation').getByRole('button', { name: 'Увольнение' }).click()
    await office.getByRole('heading', { name: 'Уволены в CRM, дела не переданы' }).waitFor()
    await office.getByRole('button', { name: /Морозова/ }).waitFor()
  })
})
