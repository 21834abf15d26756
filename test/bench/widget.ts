/** What a browser loads before the first message is seen, and how long that takes on a slow machine. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Frame, Page } from 'playwright-core'
import { newId } from '../../backend/ids.ts'
import { launchChromium } from '../chromium.ts'
import { openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { median } from './quantiles.ts'
import { writer } from './texts.ts'

const BUILT = 'dist/widget'
const ENTRY = 'widget/main.tsx'
const LANGUAGE = 'widget/words/ru.ts'
const SLOWER = 4
const OPENINGS = 5
const DEAL = 1204
const MESSAGES = 60
/** Milliseconds without a long task after which none is expected any more. */
const QUIET = 2000

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}

export async function widget(node: string[]): Promise<Figure[]> {
  const { scripts, styles } = firstLoad()
  const { painted, interactive } = await paint(node)
  return [
    atMost(1, {
      name: 'widget JavaScript, gzip',
      unit: 'KB',
      ours: gzipped(scripts),
      limit: 45,
      also: { scripts },
    }),
    atMost(1, { name: 'widget CSS, gzip', unit: 'KB', ours: gzipped(styles), limit: 8, also: { styles } }),
    atMost(1, {
      name: `first message painted, CPU ${SLOWER}x slower`,
      unit: 'ms',
      ours: painted,
      limit: 1000,
    }),
    atMost(1, {
      name: `a card that answers, CPU ${SLOWER}x slower`,
      unit: 'ms',
      ours: interactive,
      limit: 1300,
    }),
  ]
}

/** The entry with its static imports, and one language. */
function firstLoad() {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8'))
  const chunks = new Set<Chunk>()
  const collect = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the widget was built without ${name}`)
    if (chunks.has(chunk)) return
    chunks.add(chunk)
    chunk.imports?.forEach(collect)
  }
  for (const name of [ENTRY, LANGUAGE]) collect(name)
  const styles = new Set([...chunks].flatMap(({ css = [] }) => css))
  return { scripts: [...chunks].map(({ file }) => file), styles: [...styles] }
}

function gzipped(files: string[]): number {
  const sizes = files.map((file) => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length)
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

interface Opened {
  /** Milliseconds from the frame's navigation until a message is on the screen. */
  painted: number
  /** Until one can write, too, and nothing holds up what one does. */
  interactive: number
}

/** In the portal's own page. */
async function paint(node: string[]): Promise<Opened> {
  const server = await served(node)
  let browser: Browser | undefined
  try {
    await talk(server)
    browser = await launchChromium()
    const opened: Opened[] = []
    for (let n = 0; n < OPENINGS; n += 1) opened.push(await openCard(browser, server))
    return {
      painted: median(opened.map(({ painted }) => painted)),
      interactive: median(opened.map(({ interactive }) => interactive)),
    }
  } finally {
    await browser?.close()
    await server.end()
  }
}

async function talk(server: Served) {
  const { session, card } = await server.open('9', DEAL)
  const line = await openLine(server.url, session.token)
  const write = writer(7)
  for (let n = 0; n < MESSAGES; n += 1) {
    await line.ask('PUT', `/api/threads/${card.threads[0]!.id}/messages/${newId()}`, { text: write() })
  }
  line.close()
}

/** Each time in a fresh browser profile: nothing is cached. */
async function openCard(browser: Browser, server: Served): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(tellWhenOpened, QUIET)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const frame = await cardFrame(page, server, DEAL)
    const opened = await frame.waitForFunction(() => (globalThis as { opened?: Opened }).opened)
    return (await opened.jsonValue())!
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
  // A task of more than 50 ms: whoever clicks or types meanwhile waits for it.
  new PerformanceObserver((seen) => {
    for (const { startTime, duration } of seen.getEntries()) heldUp(startTime + duration)
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
