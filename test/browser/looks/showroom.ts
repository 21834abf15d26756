/** The built widget over a deal in memory, to be looked at in every dress a host may put it in. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from '../../chromium.ts'
import { serveFixture } from '../../widget/fixture/serve.ts'

export interface Dress {
  host?: 'b24' | 'd365'
  theme?: 'light' | 'dark'
  dir?: 'ltr' | 'rtl'
  lang?: 'ru' | 'uk' | 'en'
}

export type View = Dress & { width?: number; height?: number } & Omit<BrowserContextOptions, 'viewport'>

/** Every host in each of its themes. */
export const dresses = (['b24', 'd365'] as const).flatMap((host) =>
  (['light', 'dark'] as const).map((theme) => ({ host, theme })),
)
export const wide = { width: 1280, height: 800 }
export const narrow = { width: 360, height: 720 }

/** With `now`, time stands still there: every picture is the same. */
export async function showroom(now?: Date) {
  const fixture = await serveFixture(0, 'dist/widget', now)
  const browser = await launchChromium()
  return {
    /** Opens the card and waits until its words are there. `before` may stand between the page and its server. */
    async open(view: View = {}, before?: (page: Page) => Promise<void>): Promise<Page> {
      const {
        host = 'b24',
        theme = 'light',
        dir = 'ltr',
        lang = 'ru',
        width = 1280,
        height = 800,
        ...rest
      } = view
      const context = await browser.newContext({ viewport: { width, height }, ...rest })
      if (now) await context.clock.setFixedTime(now)
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      await before?.(page)
      await page.goto(`${fixture.url}/?${new URLSearchParams({ host, theme, dir, lang })}`)
      await page.locator('main').waitFor()
      return page
    },
    async close() {
      await browser.close()
      fixture.close()
    },
  }
}

export type Showroom = Awaited<ReturnType<typeof showroom>>

/** Puts an open card into another dress. */
export async function dress(page: Page, { host, theme, dir }: Dress): Promise<void> {
  await page.evaluate(
    ([host, theme, dir]) => {
      const { documentElement: root } = document
      if (host) root.dataset.host = host
      if (theme) root.dataset.theme = theme
      if (dir) root.dir = dir
    },
    [host, theme, dir],
  )
}
