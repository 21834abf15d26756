import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dresses, type Showroom, showroom, wide } from './looks/showroom.ts'

/** `UPDATE_LOOKS=1 npm test -- test/browser/layout-looks.test.ts` takes the pictures anew; look at them before you keep them. */
const update = process.env.UPDATE_LOOKS === '1'
const folder = 'test/browser/looks/pictures'
/** Another browser draws letters otherwise: only the packaged one is compared. */
const packaged = process.platform === 'linux' && process.arch === 'x64' && !process.env.CHROMIUM_PATH

/** A channel may differ by this before a pixel counts as another. */
const SHADE = 40
/** Of all pixels; a caret or the edge of a letter is no other look. */
const OTHERWISE_MOST = 0.004

let room: Showroom
beforeAll(async () => {
  room = await showroom(new Date('2026-11-20T09:45:00Z'))
})
afterAll(() => room?.close())

test.skipIf(!packaged).each(dresses)('the card looks as it did in %o', async ({ host, theme }) => {
  const view = { host, theme, ...wide, timezoneId: 'Europe/Moscow', reducedMotion: 'reduce' } as const
  // Looked at by nobody: what is read half a second later would look otherwise.
  const page = await room.open(view, async (page) => {
    await page.addInitScript(() => Object.assign(document, { hasFocus: () => false }))
  })
  await page.getByRole('article').last().waitFor()
  await page.evaluate(() => document.fonts.ready)
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  await page.context().close()

  const file = join(folder, `${host}-${theme}.png`)
  if (update || !existsSync(file)) {
    expect(update, `there is no ${file}: take it with UPDATE_LOOKS=1`).toBe(true)
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, taken)
  }
  expect(await otherwise(readFileSync(file), taken)).toBeLessThan(OTHERWISE_MOST)
})

/** The share of pixels that are others. */
async function otherwise(before: Buffer, now: Buffer): Promise<number> {
  const [a, b] = await Promise.all([before, now].map((png) => sharp(png).removeAlpha().raw().toBuffer()))
  if (a!.length !== b!.length) return 1
  let others = 0
  for (let at = 0; at < a!.length; at += 3) {
    const differs = [0, 1, 2].some((channel) => Math.abs(a![at + channel]! - b![at + channel]!) > SHADE)
    if (differs) others += 1
  }
  return others / (a!.length / 3)
}
