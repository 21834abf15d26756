/** A letter typed beside a thread of five thousand messages, on a slow machine: until it is on the screen. */
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchChromium } from '../chromium.ts'
import { served } from '../served.ts'
import { fill } from './bulk.ts'
import type { Extent } from './extent.ts'
import { atMost, type Figure } from './figure.ts'
import { cardFrame } from './opening.ts'
import { at } from './quantiles.ts'

const SIZES = {
  small: { messages: 200, seen: 100, letters: 20 },
  usual: { messages: 5000, seen: 1000, letters: 200 },
}
const DEAL = 1204
const SLOWER = 4
/** Milliseconds between two letters: somebody who types well. */
const PACE = 80
/** What the browser and this machine take by themselves. */
const EMPTY = '<!doctype html><textarea></textarea>'
const SAID = 'Держим слот до пятницы, дальше решаем по ставке. '

export async function typing(node: string[], extent: Extent): Promise<Figure[]> {
  const { messages, seen, letters } = SIZES[extent === 'small' ? 'small' : 'usual']
  const server = await served(node)
  let browser: Browser | undefined
  try {
    const { card } = await server.open('9', DEAL)
    const [team] = card.threads
    await server.stop()
    const company = server.portal.memberId
    const file = join(server.folder, 'dealthread.db')
    fill(file, { company, threads: [team!.id], authors: ['7', '9', '11'], messages })
    await server.start()

    browser = await launchChromium()
    const viewport = { width: 1400, height: 900 }
    const bare = await browser.newPage({ viewport })
    await bare.setContent(EMPTY)
    const page = await browser.newPage({ viewport })
    const frame = await cardFrame(page, server, DEAL)
    const list = frame.getByRole('log')
    await list.locator('[data-message]').last().waitFor()
    const held = await readBack(list, seen)
    const figures: Figure[] = []
    for (const rate of [1, SLOWER]) {
      const floor = await slowed(bare, rate, () => type(bare.locator('textarea'), letters))
      const delays = await slowed(page, rate, () => type(frame.locator('textarea'), letters))
      const slowly = rate > 1 ? `, CPU ${rate}x slower` : ''
      const empty = { p50: at(floor, 0.5), p95: at(floor, 0.95) }
      const also = { messages, held, letters: delays.length, p50: at(delays, 0.5), empty }
      figures.push(
        atMost(1, {
          name: `letter on the screen, p95${slowly}`,
          ...{ unit: 'ms', ours: at(delays, 0.95), limit: 50, also },
        }),
      )
    }
    return figures
  } finally {
    await browser?.close()
    await server.end()
  }
}

/** Scrolls up until so many messages have been looked at, and back to the newest; answers with how many the page holds. */
async function readBack(list: Locator, seen: number): Promise<number> {
  const oldest = list.locator('[data-message]').first()
  const held = () => list.locator('[data-message]').count()
  for (let looked = await held(); looked < seen; looked += 50) {
    const before = await oldest.getAttribute('data-message')
    await list.evaluate((element) => element.scrollTo(0, 0))
    const deadline = performance.now() + 2000
    while ((await oldest.getAttribute('data-message')) === before && performance.now() < deadline)
      await list.evaluate(() => new Promise(requestAnimationFrame))
  }
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await list.evaluate(() => new Promise((idle) => requestIdleCallback(idle)))
  return held()
}

/** Done in front, on a processor so many times slower. */
async function slowed<T>(page: Page, rate: number, work: () => Promise<T>): Promise<T> {
  await page.bringToFront()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  const result = await work()
  await devtools.detach()
  return result
}

/** Milliseconds from each key, as the browser got it, until the frame with its letter was made. */
async function type(field: Locator, letters: number): Promise<number[]> {
  await field.fill('')
  await field.evaluate((element) => {
    const delays: number[] = []
    Object.assign(globalThis, { delays })
    element.addEventListener('input', ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => delays.push(performance.now() - timeStamp)))
    })
  })
  const text = SAID.repeat(Math.ceil(letters / SAID.length)).slice(0, letters)
  await field.pressSequentially(text, { delay: PACE })
  await field.evaluate(() => new Promise((idle) => requestIdleCallback(idle)))
  return field.evaluate(() => (globalThis as unknown as { delays: number[] }).delays)
}
