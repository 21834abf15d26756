/** How long somebody waits on a form in Dynamics: from the control being put on it until a message is on the screen. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Frame } from 'playwright-core'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { dynamicsSeats, type Seats } from '../browser/dynamics-seats.ts'
import { colleagues } from '../dynamics-world.ts'
import type { TestStores } from '../stores.ts'
import { atMost, type Figure } from './figure.ts'
import { at } from './quantiles.ts'
import { writer } from './texts.ts'

const SLOWER = 4
const OPENINGS = 40
const MESSAGES = 60
const ALINA = 9

export async function dynamics(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-bench-'))
  const open: TestStores['open'] = (options) => openSqlite(join(folder, 'dealthread.db'), options)
  const seats = await dynamicsSeats({ name: 'SQLite', open, reopen: open })
  try {
    const colleague = await seats.w.openCard(ALINA)
    const write = writer(11)
    for (let n = 0; n < MESSAGES; n += 1) await colleague.say(write())
    const times: number[] = []
    for (let n = 0; n < OPENINGS; n += 1) {
      const context = await seats.browser.newContext({ viewport: { width: 1400, height: 900 } })
      times.push(await openForm(context, seats))
      await context.close()
    }
    return [
      atMost(1, {
        name: `Dynamics form: control to first message, p95, CPU ${SLOWER}x slower`,
        unit: 'ms',
        ours: at(times, 0.95),
        limit: 1200,
        also: { p50: at(times, 0.5), openings: OPENINGS },
      }),
    ]
  } finally {
    await seats.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In a fresh browser profile, in which only Entra knows somebody: nothing is cached, and nobody is asked anything. */
async function openForm(context: BrowserContext, { url, formUrl }: Seats): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(tellWhenThere)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.goto(formUrl(colleagues.seller))
  const isChat = (frame: Frame) => frame.url().startsWith(`${url}/dynamics/card`)
  const chat = page.frames().find(isChat) ?? (await page.waitForEvent('framenavigated', isChat))
  const painted = await chat.waitForFunction(() => (globalThis as { paintedAt?: number }).paintedAt)
  const mounted = await page.evaluate(() => (globalThis as { mountedAt?: number }).mountedAt)
  return (await painted.jsonValue())! - mounted!
}

/** Runs in every frame before its own scripts; times are of the one clock all frames have. */
function tellWhenThere() {
  const now = () => performance.timeOrigin + performance.now()
  const look = new MutationObserver(() => {
    if (document.querySelector('.customControl')) Object.assign(globalThis, { mountedAt: now() })
    else if (!document.querySelector('[data-message]')) return
    // The frame after the next callback is on the screen.
    else requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { paintedAt: now() })))
    look.disconnect()
  })
  look.observe(document, { childList: true, subtree: true })
}
