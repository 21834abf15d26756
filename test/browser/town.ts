/** A world to be looked at: the local portal and our backend listening for real, and a browser with people at it. */
import { isNull } from 'drizzle-orm'
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core'
import { TestRunner } from 'vitest'
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
  /** Where the messages of the open discussion stand. */
  list: Locator
  /** The message with this text in the list. */
  message(text: string): Locator
  /** The same with all that stands beside its bubble. */
  row(text: string): Locator
  /** Writes a message and sends it with Enter. */
  say(text: string): Promise<void>
  /** Opens the same card once more in the same browser: a second tab, or the next morning. */
  again(): Promise<Seat>
  /** Whatever the page complained of. */
  complaints: string[]
}

export interface Look extends BrowserContextOptions {
  deal?: string
  theme?: 'light' | 'dark'
  lang?: 'ru' | 'uk' | 'en'
}

export async function town(options: WorldOptions = {}) {
  const warnings: string[] = []
  const w: World = await world(sqliteStores(), {
    realTime: true,
    log: { write: (line) => void warnings.push(line) },
    ...options,
    env: { LOG_LEVEL: 'warn', ...options.env },
  })
  await w.listen()
  if (options.installed !== false) w.portal.finishInstallation()
  // What did not go at once is tried again, as by the schedule of a server.
  const trying = setInterval(() => w.parts.workErrands(w.company).catch(w.parts.failed), 1000)
  const browser: Browser = await launchChromium()

  return {
    w,
    browser,

    /** Sits a person down at a browser of his own and opens the deal's chat in the portal. */
    async sit(person: string, { deal = deals.daisy, theme, lang, ...look }: Look = {}): Promise<Seat> {
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...look })
      const address = new URL(w.portal.cardUrl(person, Number(deal)))
      address.searchParams.set('tab', 'chat')
      if (theme) address.searchParams.set('theme', theme)
      if (lang) address.searchParams.set('lang', lang)
      return seatAt(context, address.href)
    },

    /** Everybody leaves: closes all their windows. */
    async everybodyLeaves() {
      if (TestRunner.getCurrentTest()?.result?.state === 'fail') await explain(w, warnings)
      await Promise.all(browser.contexts().map((context) => context.close()))
    },

    async stop() {
      clearInterval(trying)
      await browser.close()
      await w.stop()
    },
  }
}

export type Town = Awaited<ReturnType<typeof town>>

/** Tells what the screen did not show of a failure: what our backend complained of, and what the portal has yet to do. */
async function explain(w: World, warnings: string[]) {
  const waiting = await w.parts.store.read(w.company, ({ db, t: { errand } }) =>
    db
      .select({
        lane: errand.lane,
        tries: errand.tries,
        dueAt: errand.dueAt,
        begunAt: errand.begunAt,
        reason: errand.reason,
      })
      .from(errand)
      .where(isNull(errand.endedAt)),
  )
  console.error('warnings:', warnings.slice(-30).join(''), 'errands that wait:', waiting)
}

async function seatAt(context: BrowserContext, address: string): Promise<Seat> {
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(address)
  const chat = await chatIn(page)
  const composer = chat.locator('textarea')
  // Not what it quotes.
  const saying = (text: string) => chat.locator('.message-text').filter({ hasText: text })
  return {
    page,
    chat,
    composer,
    list: chat.getByRole('log'),
    message: (text) => chat.getByRole('article').filter({ has: saying(text) }),
    row: (text) => chat.getByRole('listitem').filter({ has: saying(text) }),
    async say(text) {
      await composer.fill(text)
      await composer.press('Enter')
    },
    again: () => seatAt(context, address),
    complaints,
  }
}

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
