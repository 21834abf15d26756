import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { connected, formPage } from './form-page/form-page.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const OPPORTUNITY = 'd365003c-0000-4000-8000-00000000003c'
const ANOTHER = 'd365003d-0000-4000-8000-00000000003d'

let town: Awaited<ReturnType<typeof formPage>>
let page: Page

beforeAll(async () => {
  town = await formPage()
})
afterAll(() => town?.stop())
afterEach(() => page?.close())

const braced = (id: string) => `{${id.toUpperCase()}}`
const call = (script: string) => page.evaluate<unknown>(`form.${script}`)

/** Parameters as a form passes them, `data` with what we packed into it. */
function parameters(id: string, lcid = 1049) {
  const data = new URLSearchParams({ server: town.server })
  const passed = {
    id: id && braced(id),
    typename: 'opportunity',
    type: '3',
    orgname: 'contoso',
    orglcid: '1033',
  }
  return new URLSearchParams({ ...passed, userlcid: String(lcid), data: `${data}` })
}

/** The web resource's own page, the place it takes on the form, and our page in it. */
async function resource(): Promise<Frame> {
  const frame = page.frames().find((one) => one.url().includes('/WebResources/'))
  if (!frame) throw new Error('there is no web resource')
  return frame
}

async function chat(): Promise<Frame> {
  const ours = (one: Frame) => one.url().startsWith(town.server)
  const frame = page.frames().find(ours) ?? (await page.waitForEvent('framenavigated', ours))
  await frame.waitForFunction('window.host')
  return frame
}

async function openForm(query: URLSearchParams) {
  page = await town.open('/old/form')
  await call(`show(${JSON.stringify(`${query}`)})`)
}

describe('a web resource in a tab', () => {
  test('shows the chat of the record it is passed, in the person’s language', async () => {
    await openForm(parameters(OPPORTUNITY))
    const frame = await chat()
    expect(await frame.evaluate('[host.record(), host.locale, host.door]')).toEqual([
      { type: 'opportunity', id: OPPORTUNITY },
      'ru',
      'webresource',
    ])
    expect(new URL(frame.url()).searchParams.get('orgname')).toBe('contoso')
  })

  test('says in the person’s language that the record is to be saved, and opens the chat once it is', async () => {
    await openForm(parameters('', 1058))
    const note = (await resource()).getByRole('status')
    expect(await note.textContent()).toBe('Спершу збережіть запис: чат відкриється одразу після цього.')
    await call('load()')
    await call(`save('${braced(OPPORTUNITY)}')`)
    expect(await (await chat()).evaluate('host.record()')).toEqual({ type: 'opportunity', id: OPPORTUNITY })
  })

  test('opens forms and people’s dialog by the client API', async () => {
    await openForm(parameters(OPPORTUNITY))
    const frame = await chat()
    await frame.evaluate(`host.open('/main.aspx?pagetype=entityrecord&etn=account&id=${ANOTHER}')`)
    expect(await frame.evaluate('host.selectPeople()')).toEqual([
      { id: 'd365000b-0000-4000-8000-00000000000b', name: 'Boris' },
    ])
    expect(await call('did')).toEqual([
      { openForm: { entityName: 'account', entityId: ANOTHER, openInNewWindow: true } },
    ])
  })

  test('works where there is no client API at all', async () => {
    page = await town.open(`/WebResources/dth_/dealthread/card.html?${parameters(OPPORTUNITY)}`)
    const frame = await connected(page)
    expect(await frame.evaluate('host.selectPeople().catch((error) => error.message)')).toContain(
      'no client API',
    )
    await frame.evaluate('host.badge(2)')
    expect(await frame.evaluate('host.fit(600)')).toBeGreaterThan(0)
  })
})

describe('the pane at the side of the app', () => {
  test('opens once, with the chat of the form’s record, and counts what waits', async () => {
    page = await town.open('/old/form')
    await call(`turnTo('${braced(OPPORTUNITY)}')`)
    await call(`openPane('${town.server}')`)
    const frame = await chat()
    expect(await frame.evaluate('[host.record(), host.locale, host.door]')).toEqual([
      { type: 'opportunity', id: OPPORTUNITY },
      'uk',
      'pane',
    ])
    await frame.evaluate('host.badge(4)')
    await expect.poll(() => call('badge()')).toBe(4)
    await frame.evaluate('host.badge(0)')
    await expect.poll(() => call('badge()')).toBe(false)
    await call(`openPane('${town.server}')`)
    expect(await call('did')).toEqual([
      {
        createPane: expect.objectContaining({
          paneId: 'dth_dealthread',
          title: 'Чат',
          keepBadgeOnSelect: true,
        }),
      },
    ])
  })

  test('follows the person to the next record’s form, and does not begin anew for nothing', async () => {
    page = await town.open('/old/form')
    await call(`turnTo('${braced(OPPORTUNITY)}')`)
    await call(`openPane('${town.server}')`)
    await chat()
    await call(`load('${town.server}')`)
    await call(`turnTo('${braced(ANOTHER)}')`)
    await call(`load('${town.server}')`)
    expect(await records()).toEqual([OPPORTUNITY, ANOTHER])
  })

  test('of a new record asks for it to be saved, and opens the chat then', async () => {
    page = await town.open('/old/form')
    await call(`openPane('${town.server}')`)
    await call(`load('${town.server}')`)
    await page.frameLocator('iframe').getByRole('status').waitFor()
    await call(`save('${braced(OPPORTUNITY)}')`)
    expect(await (await chat()).evaluate('host.record()')).toEqual({ type: 'opportunity', id: OPPORTUNITY })
    expect(await records()).toEqual([null, OPPORTUNITY])
  })

  /** Of which records the pane has been told, one after the other. */
  async function records() {
    const navigated = await page.evaluate<string[]>('form.navigated')
    return navigated.map((data) => new URLSearchParams(data).get('id'))
  }
})

describe('a bare iframe', () => {
  test('knows its record and its language by what the form passes', async () => {
    page = await town.open()
    const query = new URLSearchParams(parameters(OPPORTUNITY))
    query.set('org', town.organization)
    await page.evaluate(
      `document.body.appendChild(document.createElement('iframe')).src = '${town.server}/dynamics/card?${query}'`,
    )
    const frame = await connected(page)
    expect(await frame.evaluate('[host.record(), host.locale, host.door]')).toEqual([
      { type: 'opportunity', id: OPPORTUNITY },
      'ru',
      'iframe',
    ])
    expect(await frame.evaluate('host.proof()')).toBe('ticket')
    expect(
      await frame.evaluate(
        `(() => { try { host.open('https://evil.example/') } catch (error) { return error.message } })()`,
      ),
    ).toContain('not a page of the organisation')
  })
})
