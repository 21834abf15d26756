/** The real SDK in a frame of the portal's page: every command it can send, as it travels and as it is answered. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { launchChromium } from '../chromium.ts'

const ADMIN = '1'
const MANAGER = '7'
const home = dirname(createRequire(import.meta.url).resolve('@bitrix24/b24jssdk/package.json'))
const sdk = readFileSync(join(home, 'dist/umd/index.min.js'))
const page = `<!doctype html><script src="/sdk.js"></script>
<script>B24Js.initializeB24Frame().then((frame) => { window.b24 = frame })</script>`

let browser: Browser
let application: Server
let origin: string
let portal: LocalPortal
beforeAll(async () => {
  browser = await launchChromium()
  application = createServer((request, response) => {
    const script = request.url === '/sdk.js'
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html')
    response.end(script ? sdk : page)
  })
  application.listen(0, '127.0.0.1')
  await once(application, 'listening')
  origin = `http://127.0.0.1:${(application.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser?.close()
  application?.close()
})
beforeEach(async () => {
  const app = {
    clientId: 'local.app',
    clientSecret: 'secret',
    installUrl: `${origin}/install`,
    cardUrl: origin,
  }
  portal = await startPortal({ app })
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await portal.stop()
})

/** The commands of SDK 2.2.0, and one of those that travel as an object. */
const ALL = [
  ...[
    'getInitData',
    'setInstall',
    'setInstallFinish',
    'refreshAuth',
    'resizeWindow',
    'setTitle',
    'setScroll',
  ],
  ...['reloadWindow', 'setAppOption', 'setUserOption', 'openApplication', 'closeApplication', 'openPath'],
  ...['selectUser', 'selectAccess', 'selectCRM', 'getInterface', 'placementBindEvent', 'reloadData'],
  ...['imOpenMessenger', 'imOpenHistory', 'imCallTo', 'imPhoneTo', 'im:setImTextareaContent'],
]

test('row 27: all 24 commands of the real SDK reach the portal and are answered as a portal answers them', async () => {
  const said = new Set<string>()
  const installing = await sit('/marketplace/install/', ADMIN, said)
  const reloaded = installing.top.waitForURL(/install_finished=Y/)
  await installing.app.evaluate('void b24.installFinish()')
  await reloaded
  expect(portal.installedAt).toBeDefined()

  await bindTab()
  const { top, app } = await sit('/crm/deal/details/1204/', ADMIN, said)
  const does = (code: string) => app.evaluate(code)
  expect(await does('b24.auth.refreshAuth()')).toMatchObject({ access_token: expect.any(String) })
  expect(await does('b24.parent.resizeWindow(900, 640)')).toMatchObject({ height: 640 })
  await does("b24.parent.setTitle('Чат: тест')")
  await does('b24.parent.scrollParentWindow(10)')
  await does("b24.options.appSet('k', 'v')")
  await does("b24.options.userSet('k', 'v')")
  expect(await does('b24.placement.getInterface()')).toEqual({ command: ['reloadData'], event: [] })
  await does("b24.placement.call('reloadData')")
  await does("void b24.placement.bindEvent('onSomething', () => {})")
  await does("void b24.parent.imOpenMessenger('chat5')")
  await does("void b24.parent.imOpenHistory('chat5')")
  await does('void b24.parent.imCallTo(9, true)')
  await does("void b24.parent.imPhoneTo('+70000000001')")
  await does("b24.parent.message.send('im:setImTextareaContent', { text: 'Здравствуйте', isSafely: true })")

  expect(await chosen(top, app, 'b24.dialog.selectUser()')).toMatchObject({ id: '1' })
  expect(await chosen(top, app, 'b24.dialog.selectAccess()')).toMatchObject([{ id: 'AU' }])
  const crm = "b24.dialog.selectCRM({ entityType: ['company'], multiple: true, value: {} })"
  expect(await chosen(top, app, crm)).toMatchObject({ company: [{ id: expect.stringMatching(/^CO_/) }] })

  const path = app.evaluate("b24.slider.openPath(b24.slider.getUrl('/crm/deal/details/1205/'), 1640)")
  await top.locator('.slider-close').click()
  expect(await path).toMatchObject({ isClose: true })

  const opened = app.evaluate("b24.slider.openSliderAppPage({ thread: 'thr_01', bx24_width: 900 })")
  const second = await appIn(top, '.slider iframe')
  await second.evaluate('void b24.slider.closeSliderAppPage()')
  await opened

  const again = top.waitForEvent('load')
  await does('void b24.parent.reloadWindow()')
  await again
  expect([...said].sort()).toEqual([...ALL].sort())
})

test('row 26: an application in a slider is closed once, however often it asks', async () => {
  await portal.finishInstallation()
  await bindTab()
  const { top, app } = await sit('/crm/deal/details/1204/', MANAGER)
  const close =
    'void b24.slider.closeSliderAppPage().then(() => { window.answers = (window.answers ?? 0) + 1 })'
  // Whatever the page has to say it has said by the time it answers a later question.
  const answers = async () => {
    await app.evaluate("b24.parent.setTitle('Чат')")
    return app.evaluate('window.answers')
  }
  await app.evaluate(
    'void b24.slider.openSliderAppPage().then(() => { window.answers = (window.answers ?? 0) + 1 })',
  )
  const second = await appIn(top, '.slider iframe')
  await second.evaluate(`${close}; ${close}`)
  await top.locator('.slider').waitFor({ state: 'detached' })
  expect(await answers()).toBe(1)
  // The card's own frame lies in no slider: it stays, and is not answered.
  await app.evaluate(close)
  expect(await answers()).toBe(1)
  expect(await top.locator('iframe.app-frame').count()).toBe(1)
})

async function bindTab() {
  const body = {
    PLACEMENT: 'CRM_DEAL_DETAIL_TAB',
    HANDLER: origin,
    TITLE: 'Чат',
    auth: portal.tokenFor(ADMIN).AUTH_ID,
  }
  await fetch(`${portal.restEndpoint}placement.bind`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Opens a page of the portal with the application in it; what the frame says is noted by its command. */
async function sit(path: string, person: string, said = new Set<string>()) {
  const top = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage()
  await top.exposeFunction('note', (command: string) => said.add(command))
  await top.addInitScript(() => {
    if (window !== window.top) return
    addEventListener('message', ({ data }) => {
      const isText = typeof data === 'string'
      const { note } = window as never as { note(command: string): void }
      // As text the command ends with a colon; as an object it has one in its name.
      if (isText ? data.split(':').length > 2 : data?.method?.includes(':'))
        note(isText ? data.split(':')[0]! : data.method)
    })
  })
  await top.goto(`${portal.origin}${path}?as=${person}&tab=chat`)
  return { top, app: await appIn(top, 'iframe.app-frame') }
}

async function appIn(top: Page, selector: string): Promise<Frame> {
  const frame = await (await top.waitForSelector(selector)).contentFrame()
  if (!frame) throw new Error('there is no frame')
  await frame.waitForFunction('window.b24')
  return frame
}

/** What a dialog of the portal answers when its first row is chosen. */
async function chosen(top: Page, app: Frame, question: string): Promise<unknown> {
  const answer = app.evaluate(question)
  await top.locator('dialog.chooser li input').first().check()
  await top.locator('dialog.chooser button[value=ok]').click()
  return answer
}
