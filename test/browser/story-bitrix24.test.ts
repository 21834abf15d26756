import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { chatIn, deals, people, type Town, town } from './town.ts'

const SECOND = 1000

let t: Town
inTown(
  () => town({ installed: false }),
  (begun) => {
    t = begun
  },
)

/** A window of somebody's in the portal. */
async function windowOf(person: string, path: string): Promise<Page> {
  const context = await t.browser.newContext({ viewport: { width: 1400, height: 900 } })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(`${t.w.portal.origin}${path}${path.includes('?') ? '&' : '?'}as=${person}`)
  return page
}

/** Lets the schedule do what is due. */
async function meanwhile() {
  const { parts, company } = t.w
  await parts.heard()
  while (await parts.hear(company));
  while (await parts.ring(company));
  await parts.workErrands(company)
  await parts.errands.idle()
}

test('installed by an administrator, the chat is in the card; who is called hears it, and who loses the deal loses the chat', async () => {
  const { portal, parts, clock } = t.w

  const worker = await windowOf(people.manager, '/marketplace/install/')
  const refused = worker.frameLocator('main iframe')
  await refused.getByText('администратор', { exact: false }).first().waitFor()
  expect(portal.placements).toEqual([])

  const admin = await windowOf(people.admin, '/marketplace/install/')
  await admin.waitForURL(/install_finished=Y/)
  expect(portal.placements.map(({ placement }) => placement)).toContain('CRM_DEAL_DETAIL_TAB')
  await parts.readPeople(portal.memberId)

  const card = `/crm/deal/details/${deals.daisy}/?tab=chat`
  const manager = await windowOf(people.manager, card)
  const chat = await chatIn(manager)
  await chat.locator('textarea').fill('@Али')
  await chat.getByRole('option', { name: 'Алина' }).first().click()
  await chat.locator('textarea').press('End')
  await chat.locator('textarea').pressSequentially('слот держим до пятницы?')
  await chat.locator('textarea').press('Enter')
  await chat.locator('.message-text').filter({ hasText: 'слот держим' }).waitFor()

  await parts.heard()
  clock.advance(30 * SECOND)
  await meanwhile()
  const trade = await windowOf(people.trade, '/crm/deal/kanban/')
  await trade.locator('.bell summary').click()
  const notice = trade.locator('.bell li').filter({ hasText: 'Вас упомянули' })
  await notice.waitFor()
  expect(await notice.textContent()).not.toContain('слот держим')
  await notice.locator('a').first().click()
  await trade.waitForURL(new RegExp(`/crm/deal/details/${deals.daisy}/`))

  await trade.goto(`${portal.origin}${card}&as=${people.trade}`)
  const answering = await chatIn(trade)
  await answering.locator('.message-text').filter({ hasText: 'слот держим' }).waitFor()
  await answering.locator('textarea').fill('Да, до 18:00')
  await answering.locator('textarea').press('Enter')
  await chat.locator('.message-text').filter({ hasText: 'Да, до 18:00' }).waitFor()

  // What has been read is off the bell.
  await meanwhile()
  expect(portal.notifications(people.trade)).toEqual([])

  portal.faults.deny(people.trade, Number(deals.daisy))
  parts.access.forget({ company: portal.memberId, record: `deal:${deals.daisy}` })
  await parts.askAgain()
  await answering.getByRole('heading', { name: /доступ/i }).waitFor()
  expect(await answering.locator('.message-text').count()).toBe(0)
})
