/** The other ways the chat comes onto a form or beside it, and the policies that may keep it out. */
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contentSecurity } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { paneOn } from '../organization-forms.ts'
import {
  type DynamicsTown,
  deals,
  dynamicsTown,
  framed,
  framedRecord,
  idOf,
  nestedChat,
  people,
} from './dynamics-town.ts'
import { inTown } from './in-town.ts'

let t: DynamicsTown
inTown(dynamicsTown, (begun) => {
  t = begun
})

const opportunity = (number: number) => ({ type: 'opportunity', id: idOf(number) })

describe('under the organization’s content security policy', () => {
  const setPolicy = (policy: Parameters<typeof contentSecurity>[0]) =>
    t.organization.change(
      { table: 'organization', id: t.organization.organizationId },
      contentSecurity(policy),
      people.admin,
    )
  const header = async () => {
    const answer = await fetch(`${t.organization.origin}/main.aspx?as=${people.manager}`)
    return answer.headers.get('content-security-policy')
  }

  beforeEach(() => t.admin.putTab('opportunity', { door: 'control', server: t.server }))
  afterEach(() => setPolicy({ strict: false }))

  test('that is on by default, the chat is framed', async () => {
    expect(await header()).toContain("script-src * 'unsafe-inline' 'unsafe-eval'")
    expect(await framedRecord(await t.record(deals.daisy))).toEqual(opportunity(deals.daisy))
  })

  test('that is strict, a note names the directive that keeps the chat out, and nothing else of the app breaks', async () => {
    setPolicy({ strict: true })
    expect(await header()).toContain("frame-src 'self' blob:")
    t.requests.length = 0
    const page = await t.record(deals.daisy, { lcid: 1033 })
    await page.getByText(`Ask your administrator to add ${t.server} to the frame-src directive.`).waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
    expect(t.requests).toEqual([])
    await page.getByRole('tab', { name: 'Summary' }).click()
    await page.getByLabel('Topic').waitFor()
  })

  test('that is strict and lets our server be framed, the chat is there', async () => {
    setPolicy({ strict: true, sources: { 'frame-src': [t.server] } })
    expect(await framedRecord(await t.record(deals.daisy))).toEqual(opportunity(deals.daisy))
  })
})

test('a server that does not let itself be framed is one of the two things a note names: no browser says which it is', async () => {
  await t.admin.putTab('opportunity', { door: 'control', server: t.server })
  const record = { pagetype: 'entityrecord', etn: 'opportunity', id: idOf(deals.daisy) }
  const page = await t.open(record, { lcid: 1033 })
  await page.route(`${t.server}/dynamics/card**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "frame-ancestors 'none'" },
      body: '<p>Not here</p>',
    }),
  )
  await page.evaluate(
    `document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => { window.told = effectiveDirective })`,
  )
  await page.clock.install()
  await page.getByRole('tab', { name: 'Chat' }).click()
  const frame = await (await page.waitForSelector('iframe')).contentFrame()
  await expect.poll(() => frame?.url()).not.toContain(t.server)
  await page.clock.fastForward(16_000)
  await page.getByText('it does not let itself be framed here (its frame-ancestors directive)').waitFor()
  await page.getByText('Either it cannot be reached').waitFor()
  expect(await page.evaluate('window.told')).toBeUndefined()
})

describe('a web resource under a strict policy', () => {
  const setPolicy = (policy: Parameters<typeof contentSecurity>[0]) =>
    t.organization.change(
      { table: 'organization', id: t.organization.organizationId },
      contentSecurity(policy),
      people.admin,
    )
  beforeEach(() => t.admin.putTab('opportunity', { door: 'webresource', server: t.server }))
  afterEach(() => setPolicy({ strict: false }))

  test('names the directive in its own page', async () => {
    setPolicy({ strict: true })
    t.requests.length = 0
    const page = await t.record(deals.daisy, { lcid: 1058 })
    const frame = page.frameLocator('iframe')
    await frame.getByText(`Попросіть адміністратора додати ${t.server} до директиви frame-src.`).waitFor()
    expect(t.requests).toEqual([])
  })

  test('asks nothing of connect-src: with frame-src alone the chat is there', async () => {
    setPolicy({ strict: true, sources: { 'frame-src': [t.server] } })
    const page = await t.record(deals.daisy)
    expect(await (await nestedChat(page)).evaluate('host.record()')).toEqual(opportunity(deals.daisy))
  })
})

test('two controls on one form each have a chat of their own', async () => {
  const twice = (xml: string) => {
    const [cell = ''] = /<cell (?:(?!<cell ).)*uniqueid=.*?<\/cell>/s.exec(xml) ?? []
    const another = cell.replace(/ id="\{[^}]+\}"/, ` id="{${crypto.randomUUID()}}"`)
    return xml.replace(cell, cell + another)
  }
  await t.admin.putTab('opportunity', { door: 'control', server: t.server }, twice)
  const page = await t.record(deals.daisy)
  expect(await framedRecord(page, 0)).toEqual(opportunity(deals.daisy))
  expect(await framedRecord(page, 1)).toEqual(opportunity(deals.daisy))
  await page.evaluate(`localApp.go('opportunity', '${idOf(deals.container)}')`)
  for (const place of [0, 1])
    await expect.poll(() => framedRecord(page, place)).toEqual(opportunity(deals.container))
})

describe('as on-premises has it', () => {
  const onpremises = '1' as const

  test('a web resource is passed the record, and frames its chat', async () => {
    await t.admin.putTab('opportunity', { door: 'webresource', server: t.server, more: paneOn(t.server) })
    const page = await t.record(deals.daisy, { onpremises, lcid: 1058 })
    const chat = await nestedChat(page)
    expect(await chat.evaluate('[host.record(), host.locale]')).toEqual([opportunity(deals.daisy), 'uk'])
    await page.evaluate(`localApp.go('opportunity', '${idOf(deals.container)}')`)
    await expect
      .poll(async () => (await nestedChat(page)).evaluate('host.record()'))
      .toEqual(opportunity(deals.container))
  })

  test('an iframe is passed the record, and makes do without a script of ours', async () => {
    await t.admin.putTab('opportunity', { door: 'iframe', server: t.server })
    t.requests.length = 0
    const page = await t.record(deals.daisy, { onpremises })
    const frame = await page.waitForSelector('iframe')
    const given = new URL((await frame.getAttribute('src')) ?? '').searchParams
    expect(Object.fromEntries(given)).toEqual({
      id: `{${idOf(deals.daisy).toUpperCase()}}`,
      type: '3',
      typename: 'opportunity',
      orgname: expect.stringMatching(/^unq/),
      orglcid: '1049',
      userlcid: '1049',
    })
  })
})

describe('a pane at the side of the app', () => {
  beforeEach(() =>
    t.admin.putTab('opportunity', { door: 'control', server: t.server, more: paneOn(t.server) }),
  )

  test('is opened by a command, follows from record to record, and shows how many messages wait', async () => {
    const page = await t.record(deals.daisy, { tab: 'SUMMARY_TAB' })
    await page.getByRole('button', { name: 'Чат сбоку' }).click()
    const atSide = () => nestedChat(page)
    expect(await (await atSide()).evaluate('[host.record(), host.door]')).toEqual([
      opportunity(deals.daisy),
      'pane',
    ])
    await (await atSide()).evaluate('host.badge(3)')
    await page.locator('#side-panes .badge').getByText('3').waitFor()
    await (await atSide()).evaluate('host.badge(0)')
    await page.locator('#side-panes .badge').waitFor({ state: 'hidden' })
    await page.evaluate(`localApp.go('opportunity', '${idOf(deals.container)}')`)
    await expect
      .poll(async () => (await atSide()).evaluate('host.record()'))
      .toEqual(opportunity(deals.container))
  })

  test('shows what waits in a chat on the form as well', async () => {
    const page = await t.record(deals.daisy)
    await page.getByRole('button', { name: 'Чат сбоку' }).click()
    await (await framed(page)).evaluate('host.badge(12)')
    await page.locator('#side-panes .badge').getByText('12').waitFor()
    expect(await paneTab(page)).toContain('12')
  })
})

const paneTab = (page: Page) => page.locator('#side-panes [role=tab]').getAttribute('aria-label')
