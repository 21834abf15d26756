import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dress, dresses, narrow, type Showroom, showroom, wide } from './looks/showroom.ts'
import { states, wordsIn } from './looks/states.ts'

const words = wordsIn.ru

let room: Showroom
beforeAll(async () => {
  room = await showroom()
})
afterAll(() => room?.close())

test('wherever Tab leads, the focus is seen and lies under nothing', async () => {
  for (const size of [wide, narrow]) {
    const page = await room.open(size)
    const unseen: string[] = []
    for (let i = 0; i < 45; i++) {
      await page.keyboard.press('Tab')
      const wrong = await focusProblem(page)
      if (wrong) unseen.push(wrong)
    }
    expect(unseen).toEqual([])
  }
})

test('a message reached by keys is in sight, and not under the name of its day', async () => {
  const page = await room.open({ height: 480 })
  await page.getByRole('article').last().focus()
  const unseen: string[] = []
  for (const key of [...Array(14).fill('ArrowUp'), 'Home', ...Array(5).fill('ArrowDown'), 'End', 'ArrowUp']) {
    await page.keyboard.press(key)
    const problem = await page.evaluate(() => {
      const message = document.activeElement as HTMLElement
      const { top, bottom, height } = message.getBoundingClientRect()
      const list = message.closest('[role=log]')!.getBoundingClientRect()
      const shown = Math.min(bottom, list.bottom) - Math.max(top, list.top)
      if (shown < Math.min(height, 60)) return `out of sight: ${message.ariaLabel}`
      const names = [...document.querySelectorAll('.day-title span')].map((one) =>
        one.getBoundingClientRect(),
      )
      return names.some((name) => name.top < top && name.bottom > top + 2)
        ? `covered: ${message.ariaLabel}`
        : ''
    })
    if (problem) unseen.push(`${key}: ${problem}`)
  }
  expect(unseen).toEqual([])
})

describe.each([
  { pointer: 'a mouse', hasTouch: false, least: 24 },
  { pointer: 'a finger', hasTouch: true, least: 44 },
])('for $pointer', ({ hasTouch, least }) => {
  const touched = [
    'the card',
    'the card of a phone',
    'the discussions of a phone',
    'the deal of a phone',
    'the search of a phone',
    'a private discussion being opened',
    'a reaction being chosen',
    'what can be done with a message',
    'a message that did not go',
    'files being attached',
    'the keys',
  ]

  test.each(states.filter(({ name }) => touched.includes(name)))(
    `whatever is pressed in $name is at least ${least} pixels`,
    async ({ view, before, reach }) => {
      const page = await room.open({ ...view, hasTouch, isMobile: hasTouch }, before)
      await reach(page, words)
      const small = await page.evaluate((least) => {
        const targets = document.querySelectorAll<HTMLElement>(
          'button, a[href], textarea, select, label:has(input), input[type=text]',
        )
        return [...targets].flatMap((one) => {
          const { width, height } = one.getBoundingClientRect()
          // Inside a sentence a target is as tall as its line.
          const inText = one.matches('a, .message-edited') || one.closest('label:has(> .hidden:disabled)')
          return width > 1 && !inText && (width < least - 0.5 || height < least - 0.5)
            ? [
                `${one.className || one.tagName} ${Math.round(width)}×${Math.round(height)} ${one.ariaLabel ?? one.textContent}`,
              ]
            : []
        })
      }, least)
      expect(small).toEqual([])
      await page.context().close()
    },
  )
})

test('for those who do not want movement nothing moves', async () => {
  const page = await room.open({ reducedMotion: 'reduce' })
  // What goes with the scrolling stands still when the hand does.
  const running = () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ timeline }) => timeline === document.timeline)
        .map((one) => (one as CSSAnimation).animationName ?? 'a transition'),
    )
  expect(await running()).toEqual([])
  await page.getByRole('button', { name: words.nav.newTopic }).click()
  await page.getByRole('dialog').waitFor()
  expect(await running()).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('log').evaluate((list) => list.scrollTo(0, 0))
  await page.getByRole('button', { name: words.conversation.latest }).click()
  expect(await running()).toEqual([])
})

test('in forced colours mine and others’ messages, the chosen audience and the stage are told apart', async () => {
  const page = await room.open({ forcedColors: 'active' })
  const frame = (selector: string) =>
    page
      .locator(selector)
      .last()
      .evaluate((one) => {
        const { borderStyle, borderWidth, outlineStyle, outlineWidth, backgroundColor } =
          getComputedStyle(one)
        return {
          border: `${borderWidth} ${borderStyle}`,
          outline: `${outlineWidth} ${outlineStyle}`,
          backgroundColor,
        }
      })
  expect((await frame('.message-mine .bubble')).border).toBe('2px solid')
  expect((await frame('.message:not(.message-mine) .bubble')).border).toBe('1px solid')

  expect((await frame('.audience-switch label:has(:checked)')).outline).toBe('2px solid')
  expect((await frame('.audience-switch label:has(:disabled)')).outline).toContain('none')
  expect((await frame('.thread-row[aria-current]')).outline).toBe('2px solid')

  const done = await frame('.context-stages i[data-state=done]')
  const ahead = await frame('.context-stages i[data-state=ahead]')
  expect(done.backgroundColor).not.toBe(ahead.backgroundColor)
  const field = await page.locator('.composer-box').evaluate((one) => getComputedStyle(one).borderWidth)
  expect(field).toBe('2px')
})

test('every host’s every theme paints mine and others’ messages differently', async () => {
  const page = await room.open({ reducedMotion: 'reduce' })
  for (const look of dresses) {
    await dress(page, look)
    const colour = (selector: string) =>
      page
        .locator(selector)
        .last()
        .evaluate((one) => getComputedStyle(one).backgroundColor)
    expect(await colour('.message-mine .bubble')).not.toBe(
      await colour('.message:not(.message-mine) .bubble'),
    )
  }
})

/** Says what is wrong with how the focus is shown; nothing when all is well. */
async function focusProblem(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLElement | null
    if (!focused || focused === document.body) return undefined
    const name = focused.ariaLabel ?? focused.textContent ?? focused.tagName
    const ringed = [
      focused,
      ...(focused.closest('.composer-box, .search-field, label')
        ? [focused.closest('.composer-box, .search-field, label')!]
        : []),
    ]
    const ring = ringed.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    })
    if (!ring) return `no ring: ${name}`
    const box = (focused.matches('.hidden') ? focused.closest('label')! : focused).getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, Math.max(box.top, 0) + Math.min(box.height, 40) / 2]
    const top = document.elementFromPoint(x, y)
    const covered =
      !top || !(focused.contains(top) || top.contains(focused) || ringed.some((one) => one.contains(top)))
    return covered ? `under ${top?.className}: ${name}` : undefined
  })
}
