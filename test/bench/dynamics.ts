/**
 * How long somebody waits on a form in Dynamics: from the control being put on it until a message is on the screen; and for a
 * card while the organization turns everybody away.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Frame } from 'playwright-core'
import { openSqlite } from '../../backend/store/sqlite.ts'
import { dynamicsSeats, type Seats } from '../browser/dynamics-seats.ts'
import { colleagues, type DynamicsWorld, opportunities } from '../dynamics-world.ts'
import type { TestStores } from '../stores.ts'
import { atMost, type Figure } from './figure.ts'
import { at } from './quantiles.ts'
import { writer } from './texts.ts'

const SLOWER = 4
const OPENINGS = 40
const MESSAGES = 60
const STORM_OPENINGS = 100
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
      await turnedAway(seats.w),
    ]
  } finally {
    await seats.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Cards he has had open lately, of which the organization says for an hour that it is asked too much. */
async function turnedAway(w: DynamicsWorld): Promise<Figure> {
  const colleague = await w.openCard(ALINA)
  for (const asked of ['opportunities', 'systemusers', 'teams'])
    w.organization.faults.storm('requests', 3600, `GET ${asked}`)
  const times: number[] = []
  for (let n = 0; n < STORM_OPENINGS; n += 1) {
    const began = performance.now()
    const { status } = await w.goOn(colleague, opportunities.daisy)
    if (status !== 200) throw new Error(`a card did not open: ${status}`)
    times.push(performance.now() - began)
  }
  const refused = w.organization.requests.filter(({ status }) => status === 429).length
  w.organization.faults.calm()
  return atMost(1, {
    name: 'Dynamics card open, the organization turning everybody away, p95',
    unit: 'ms',
    ours: at(times, 0.95),
    limit: 500,
    also: { p50: at(times, 0.5), most: Math.max(...times), refused },
  })
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
