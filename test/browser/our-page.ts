import type { Frame, Page } from 'playwright-core'
import type { Town } from './town.ts'

/** Somebody before our own page in the portal. */
export interface Visit {
  page: Page
  /** Our page inside the portal's. */
  frame: Frame
  /** Whatever the page complained of. */
  complaints: string[]
}

export interface PageLook {
  /** The entry of our page's list to choose. */
  section?: string | undefined
  lang?: string
  theme?: string
  width?: number
}

/** Sits somebody down before the portal and has him choose our entry of its menu. */
export async function visitOurPage(
  { w, browser }: Pick<Town, 'w' | 'browser'>,
  person: string,
  look: PageLook = {},
) {
  const { section, lang = 'ru', theme = 'light', width = 1400 } = look
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    // What fades in is too pale meanwhile.
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`${w.portal.origin}/company/?as=${person}&lang=${lang}&theme=${theme}`)
  await page.locator('nav.menu a[href*="/marketplace/app/"]').click()
  const frame = await (await page.waitForSelector('main iframe')).contentFrame()
  if (!frame) throw new Error('the page has no frame')
  await frame.waitForSelector('.home')
  if (section) await frame.getByRole('navigation').getByRole('button', { name: section, exact: true }).click()
  // A phone hides the portal's menu.
  await page.setViewportSize({ width, height: 900 })
  return { page, frame, complaints }
}
