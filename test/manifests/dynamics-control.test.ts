import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ANOTHER, controlForm, OPPORTUNITY } from './form-page/control-form.ts'
import { connected, type FormPage, formPage } from './form-page/form-page.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let town: FormPage
const form = controlForm(() => town)
const { asked, bound, destroy, did, heard, mount, open, openEmpty, page, update } = form

beforeAll(async () => {
  town = await formPage()
})
afterAll(() => town?.stop())
afterEach(() => form.close())

describe('a record’s form', () => {
  test('shows the chat of its record, in the person’s language and colours', async () => {
    const tokenTheme = {
      colorNeutralBackground1: '#292929',
      fontFamilyBase: "'Segoe UI'",
      colorUnknown: '#123456',
    }
    await open(bound({ languageId: 1049, design: { tokenTheme, isDarkTheme: true } }))
    expect(await asked('host.record()')).toEqual({ type: 'opportunity', id: OPPORTUNITY })
    expect(await asked('host.locale')).toBe('ru')
    const { colorUnknown: _, ...known } = tokenTheme
    expect(await heard()).toEqual([{ look: { theme: 'dark', tokens: known } }])
    expect(await page().evaluate('form.registered()')).toEqual(['Dealthread.CardChat'])
  })

  test('names the record by what is bound rather than by what the platform is not promised to say', async () => {
    const contextInfo = { entityId: `{${ANOTHER.toUpperCase()}}`, entityTypeName: 'lead' }
    await open(bound({ contextInfo }))
    expect(await asked('host.record()')).toEqual({ type: 'opportunity', id: OPPORTUNITY })
    await mount({ backendUrl: town.server, contextInfo })
    expect(await asked('host.record()', 1)).toEqual({ type: 'lead', id: ANOTHER })
  })

  test.each([
    [1049, 'ru'],
    [1058, 'uk'],
    [1033, 'en'],
    [1046, 'pt-BR'],
    [9999, 'en'],
  ])('of a person whose language is number %i speaks %s', async (languageId, locale) => {
    await open(bound({ languageId }))
    expect(await asked('host.locale')).toBe(locale)
  })

  test('whose organisation has colours of its own is dressed in them, as long as it has', async () => {
    const tokenTheme = { colorBrandBackground: '#7a1fa2', colorNeutralBackground1: '#fffdf5' }
    const control = await open(bound({ design: { tokenTheme, isDarkTheme: false } }))
    const worn = () =>
      asked('["--acc", "--bg", "--fg"].map((name) => document.documentElement.style.getPropertyValue(name))')
    expect(await worn()).toEqual(['#7a1fa2', '#fffdf5', ''])
    await update(control, { design: { tokenTheme: {}, isDarkTheme: false } })
    await expect.poll(worn).toEqual(['', '', ''])
  })

  test('leaves out colours that could load something', async () => {
    const tokenTheme = {
      colorBrandBackground: 'url(https://evil.example/)',
      colorNeutralBackground1: 'red;}',
    }
    await open(bound({ design: { tokenTheme, isDarkTheme: false } }))
    expect(await heard()).toEqual([{ look: { theme: 'light', tokens: {} } }])
  })

  test('tells the page of other colours, and of nothing that stayed as it was', async () => {
    const control = await open(bound())
    await connected(page())
    await update(control, {}, 20)
    await update(control, { design: { tokenTheme: {}, isDarkTheme: true } })
    await expect.poll(() => heard()).toHaveLength(2)
    expect((await heard())[1]).toEqual({ look: { theme: 'dark', tokens: {} } })
  })

  test('never says that it has been changed', async () => {
    await open(bound())
    await connected(page())
    expect(await did()).toEqual([{ tracks: true }])
  })
})

describe('a record that has not been saved', () => {
  test.each([
    [1033, 'Save the record first: the chat opens as soon as it is saved.'],
    [1049, 'Сначала сохраните запись: чат откроется сразу после этого.'],
    [1058, 'Спершу збережіть запис: чат відкриється одразу після цього.'],
  ])('says so in language %i, and asks no server for anything', async (languageId, sentence) => {
    town.requests.length = 0
    await open(bound({ entityId: null, languageId }))
    expect(await page().getByRole('status').textContent()).toBe(sentence)
    expect(await page().locator('iframe').count()).toBe(0)
    expect(town.requests).toEqual([])
  })

  test('has its chat as soon as it is saved', async () => {
    const control = await open(bound({ entityId: null }))
    await update(control, { entityId: OPPORTUNITY })
    expect(await asked('host.record()')).toEqual({ type: 'opportunity', id: OPPORTUNITY })
    expect(await page().getByRole('status').count()).toBe(0)
  })

  test('gives way to no other record’s chat', async () => {
    const control = await open(bound())
    await connected(page())
    await update(control, { entityId: '{00000000-0000-0000-0000-000000000000}' })
    expect(await page().locator('iframe').count()).toBe(0)
    expect(await page().getByRole('status').count()).toBe(1)
  })
})

test('going to another record tells the page so, and does not load it again', async () => {
  const control = await open(bound())
  await asked('window.mark = "the same page"')
  await update(control, { entityId: ANOTHER })
  await expect.poll(() => heard()).toContainEqual({ record: { type: 'opportunity', id: ANOTHER } })
  expect(await asked('host.record()')).toEqual({ type: 'opportunity', id: ANOTHER })
  expect(await asked('window.mark')).toBe('the same page')
})

test('a page that loads itself again learns of the record that is shown by then', async () => {
  const control = await open(bound())
  await connected(page())
  await update(control, { entityId: ANOTHER })
  const frame = await connected(page())
  await Promise.all([page().waitForEvent('framenavigated'), frame.evaluate('location.reload()')])
  expect(await asked('host.record()')).toEqual({ type: 'opportunity', id: ANOTHER })
})

test('two chats on one form keep to themselves', async () => {
  const first = await open(bound())
  const second = await mount(bound({ entityId: ANOTHER }))
  expect(await asked('host.record()', 0)).toMatchObject({ id: OPPORTUNITY })
  expect(await asked('host.record()', 1)).toMatchObject({ id: ANOTHER })
  await update(second, { entityName: 'lead' })
  await expect.poll(() => heard(1)).toContainEqual({ record: { type: 'lead', id: ANOTHER } })
  expect(await heard(0)).toHaveLength(1)
  expect(await destroy(first)).toBe('')
  expect(await asked('host.fit(430)')).toBe(430)
})

test('a page that has ended the talk hears nothing more, and waits for no answer', async () => {
  const control = await open(bound())
  const never = await asked(`(() => {
    const asked = host.fit(500).catch((error) => error.message)
    host.close()
    return asked
  })()`)
  expect(never).toBe('the form has taken its frame away')
  await update(control, { entityId: ANOTHER })
  expect(await asked('host.fit(500).catch((error) => error.message)')).toBe(never)
  expect(await asked('host.record()')).toEqual({ type: 'opportunity', id: OPPORTUNITY })
})

describe('the page may ask', () => {
  test.each([
    [100, 420],
    [640.2, 641],
    [5_000, 900],
  ])('to be %d pixels tall, and is given %d', async (wanted, given) => {
    await openEmpty()
    await page().setViewportSize({ width: 1280, height: 1080 })
    await mount(bound())
    expect(await asked(`host.fit(${wanted})`)).toBe(given)
    expect((await page().locator('iframe').boundingBox())?.height).toBe(given)
  })

  test('for more than there is below it in the window, and is given what there is', async () => {
    await open(bound())
    const given = await asked('host.fit(5000)')
    const { y, height } = (await page().locator('iframe').boundingBox())!
    expect(given).toBe(height)
    expect(y + height).toBeLessThanOrEqual(page().viewportSize()!.height)
    await page().setViewportSize({ width: 1280, height: 600 })
    expect((await page().locator('iframe').boundingBox())!.height).toBe(height - 120)
  })

  test('for no other height than the place gives, where it gives one', async () => {
    const control = await open(bound({ allocatedHeight: 333 }))
    expect(await asked('host.fit(800)')).toBe(333)
    await update(control, { allocatedHeight: 500 })
    expect((await page().locator('iframe').boundingBox())?.height).toBe(500)
  })

  test('for colleagues, in the host’s own dialog', async () => {
    await open(bound())
    await page().evaluate(
      `form.chosen = [{ id: '{D365000B-0000-4000-8000-00000000000B}', name: 'Boris', entityType: 'systemuser' }]`,
    )
    expect(await asked('host.selectPeople()')).toEqual([
      { id: 'd365000b-0000-4000-8000-00000000000b', name: 'Boris' },
    ])
    await page().evaluate('form.chosen = null')
    expect(await asked('host.selectPeople().catch((error) => error.message)')).toContain('dismissed')
  })

  test('for a record’s form and for pages of the organisation', async () => {
    await open(bound())
    await asked(`host.open('/main.aspx?pagetype=entityrecord&etn=account&id={${ANOTHER}}')`)
    await asked(`host.open('/main.aspx?pagetype=entitylist&etn=account')`)
    await expect
      .poll(async () => (await did()).slice(1))
      .toEqual([
        { openForm: { entityName: 'account', entityId: ANOTHER, openInNewWindow: true } },
        { openUrl: `${town.organization}/main.aspx?pagetype=entitylist&etn=account` },
      ])
  })

  test.each(['https://evil.example/main.aspx', 'javascript:alert(1)', '//evil.example/', '/api/data/v9.2/'])(
    'for no such page as %s',
    async (address) => {
      await open(bound())
      await asked(`(() => { try { host.open(${JSON.stringify(address)}) } catch {} })()`)
      // What is answered after it has been dealt with after it.
      await asked('host.fit(500)')
      expect((await did()).filter((one) => 'openUrl' in one || 'openForm' in one)).toEqual([])
    },
  )

  test('to show how many wait, where the app has our pane open', async () => {
    await open(bound())
    await asked('host.badge(3)')
    await page().evaluate(
      `window.pane = {}; window.Xrm = { App: { sidePanes: { getPane: (id) => id === 'dth_dealthread' ? pane : undefined } } }`,
    )
    await asked('host.badge(3)')
    await expect.poll(() => page().evaluate('pane.badge')).toBe(3)
    await asked('host.badge(0)')
    await expect.poll(() => page().evaluate('pane.badge')).toBe(false)
  })
})
