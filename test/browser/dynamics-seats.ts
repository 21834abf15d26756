/** People at the forms of the local organization, with the real chat in them, beside people at the Bitrix24 portal. */
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { launchChromium } from '../chromium.ts'
import { dynamicsWorld } from '../dynamics-world.ts'
import { administrator } from '../organization-forms.ts'
import type { TestStores } from '../stores.ts'

export interface AtForm {
  page: Page
  /** The framed chat, signed in to or not. */
  chat: Frame
  composer: Locator
  message(text: string): Locator
  say(text: string): Promise<void>
  /** Whatever the browser has been sent, by any server: bodies and frames of sockets, as text. */
  received: string[]
  complaints: string[]
}

export type Seats = Awaited<ReturnType<typeof dynamicsSeats>>

export async function dynamicsSeats(stores: TestStores) {
  const w = await dynamicsWorld(stores, { realTime: true })
  const url = await w.listen()
  w.portal.finishInstallation()
  const admin = await administrator(w.organization)
  await admin.importSolution()
  await admin.addAnchor('opportunity')
  await admin.putTab('opportunity', { door: 'control', server: url })
  const browser = await launchChromium()

  /** Where a record's form is in the app. */
  function formUrl(person: number, deal = 1204, more: Record<string, string> = {}): string {
    const asked = {
      pagetype: 'entityrecord',
      etn: 'opportunity',
      id: guidOf('opportunity', deal),
      tab: 'chat',
    }
    return `${w.organization.origin}/main.aspx?${new URLSearchParams({ ...asked, as: String(person), ...more })}`
  }

  async function newSeat(context?: BrowserContext) {
    const own = context ?? (await browser.newContext({ viewport: { width: 1400, height: 900 } }))
    own.setDefaultTimeout(10_000)
    const page = await own.newPage()
    return { context: own, page, ...listening(page) }
  }

  return {
    w,
    admin,
    url,
    browser,
    formUrl,
    newSeat,

    /** Opens the form on the chat's tab: who uses the app is signed in at Entra, and need not sign in again. */
    async sit(person: number, deal = 1204, more: Record<string, string> = {}): Promise<AtForm> {
      const { page, ...heard } = await newSeat()
      await page.goto(formUrl(person, deal, more))
      const chat = await chatOn(page)
      await chat.waitForSelector('textarea')
      return { ...seatAt(page, chat), ...heard }
    },

    async everybodyLeaves() {
      await Promise.all(browser.contexts().map((context) => context.close()))
    },

    async stop() {
      await browser.close()
      await w.stop()
    },
  }
}

export function seatAt(page: Page, chat: Frame) {
  const composer = chat.locator('textarea')
  return {
    page,
    chat,
    composer,
    message: (text: string) =>
      chat.getByRole('article').filter({ has: chat.locator('.message-text').filter({ hasText: text }) }),
    async say(text: string) {
      await composer.fill(text)
      await composer.press('Enter')
    },
  }
}

/** The frame the control has made. */
export async function chatOn(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('.component iframe')
  const frame = await element.contentFrame()
  if (!frame) throw new Error('the control has no frame')
  return frame
}

function listening(page: Page) {
  const received: string[] = []
  const complaints: string[] = []
  page.on('response', async (response) => {
    // Redirects, and what a page left behind, have no body.
    received.push(await response.text().catch(() => ''))
  })
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(payload.toString())),
  )
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { received, complaints }
}
