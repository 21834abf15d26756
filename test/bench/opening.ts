/** One opening of the card in the portal's own page, on a slow machine: when it is seen, when it answers, what it costs. */
import type { Browser, Frame, Page } from 'playwright-core'
import type { Served } from '../served.ts'

export interface Opened {
  /** Milliseconds from the frame's navigation until a message is on the screen. */
  painted: number
  /** Until one can write, too, and nothing of the frame's own holds up what one does. */
  interactive: number
  /** Milliseconds the page's main thread has worked, the portal's part included, whatever else the machine did. */
  worked: number
}

/** Milliseconds without a long task after which none is expected any more. */
const QUIET = 2000
/** What the least of cards would be: one message, one field, no script. */
const EMPTY = '<!doctype html><p data-message>.</p><textarea></textarea>'

export interface Opening {
  deal: number
  /** How many times slower the processor is. */
  slower: number
  /** An empty page stands in the card's place: what the portal, the browser and this machine take by themselves. */
  empty?: boolean
}

/** Each time in a fresh browser profile: nothing is cached. */
export async function opening(browser: Browser, server: Served, how: Opening): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(tellWhenOpened, QUIET)
    if (how.empty) {
      const card = { contentType: 'text/html', body: EMPTY }
      await page.route(`${server.url}/**`, (route) => route.fulfill(card))
    }
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: how.slower })
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const frame = await cardFrame(page, server, how.deal)
    const told = await frame.waitForFunction(() => (globalThis as { opened?: Opened }).opened)
    const { painted, interactive } = (await told.jsonValue())!
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')!.value
    return { painted, interactive, worked: seconds * 1000 }
  } finally {
    await context.close()
  }
}

/** Opens the tab of a deal with our card; answers with the frame it is in. */
export async function cardFrame(page: Page, server: Served, deal: number): Promise<Frame> {
  const address = new URL(server.portal.cardUrl('7', deal))
  address.searchParams.set('tab', 'chat')
  await page.goto(address.href)
  const isOurs = (frame: Frame) => frame.url().startsWith(server.url)
  return page.frames().find(isOurs) ?? (await page.waitForEvent('framenavigated', isOurs))
}

/** Runs in every frame before its own scripts; its clock begins with the frame's navigation. */
function tellWhenOpened(quiet: number) {
  const found = { painted: 0, writable: 0, interactive: 0 }
  const heldUp = (until: number) => {
    found.interactive = Math.max(found.interactive, until)
  }
  // A task of more than 50 ms: whoever clicks or types meanwhile waits for it. The portal's page shares the thread, and its
  // own tasks are told here too.
  new PerformanceObserver((seen) => {
    for (const { name, startTime, duration } of seen.getEntries())
      if (!name.includes('ancestor')) heldUp(startTime + duration)
  }).observe({ type: 'longtask', buffered: true })
  onScreen('[data-message]', (at) => {
    found.painted = at
  })
  onScreen('textarea', (at) => {
    found.writable = at
    heldUp(at)
  })
  const waiting = setInterval(() => {
    if (!found.painted || !found.writable || performance.now() - found.interactive < quiet) return
    clearInterval(waiting)
    Object.assign(globalThis, { opened: found })
  }, 100)

  function onScreen(what: string, tell: (at: number) => void) {
    const look = new MutationObserver(() => {
      if (!document.querySelector(what)) return
      look.disconnect()
      // The frame after the next callback is on the screen.
      requestAnimationFrame(() => setTimeout(() => tell(performance.now())))
    })
    look.observe(document, { childList: true, subtree: true })
  }
}
