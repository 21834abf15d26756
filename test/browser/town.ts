/** A world to be looked at: the local portal and our backend listening for real, and a browser with people at it. */
import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core'
import { launchChromium } from '../chromium.ts'
import { sqliteStores } from '../stores.ts'
import { deals, people, type World, type WorldOptions, world } from '../world.ts'

/** Somebody at a screen with a deal's chat open. */
export interface Seat {
  page: Page
  /** The widget's frame inside the portal's page. */
  chat: Frame
  /** The field messages are written in. */
  composer: Locator
  /** The message with this text in the list. */
  message(text: string): Locator
  /** Writes a message and sends it with Enter. */
  say(text: string): Promise<void>
  /** Whatever the page complained of. */
  complaints: string[]
}

export interface Look extends BrowserContextOptions {
  deal?: string
  theme?: 'light' | 'dark'
  lang?: 'ru' | 'uk' | 'en'
}

export async function town(options: WorldOptions = {}) {
  const w: World = await world(sqliteStores(), { realTime: true, ...options })
  await w.listen()
  w.portal.finishInstallation()
  const browser: Browser = await launchChromium()

  return {
    w,
    browser,

    /** Sits a person down at a browser of his own and opens the deal's chat in the portal. */
    async sit(person: string, { deal = deals.daisy, theme, lang, ...look }: Look = {}): Promise<Seat> {
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...look })
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      const address = new URL(w.portal.cardUrl(person, Number(deal)))
      address.searchParams.set('tab', 'chat')
      if (theme) address.searchParams.set('theme', theme)
      if (lang) address.searchParams.set('lang', lang)
      await page.goto(address.href)
      const chat = await chatIn(page)
      const composer = chat.locator('textarea')
      const say = async (text: string) => {
        await composer.fill(text)
        await composer.press('Enter')
      }
      const message = (text: string) => chat.getByRole('article').filter({ hasText: text })
      return { page, chat, composer, message, say, complaints }
    },

    async stop() {
      await browser.close()
      await w.stop()
    },
  }
}

export type Town = Awaited<ReturnType<typeof town>>

/** The widget's frame once it is drawn. */
export async function chatIn(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe')
  const frame = await element.contentFrame()
  if (!frame) throw new Error('the tab has no frame')
  await frame.waitForSelector('textarea')
  return frame
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}

export { deals, people }
