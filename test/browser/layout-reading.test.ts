import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { narrow, type Showroom, showroom, wide } from './looks/showroom.ts'
import { states, wordsIn } from './looks/states.ts'

let room: Showroom
beforeAll(async () => {
  room = await showroom()
})
afterAll(() => room?.close())

test('a host that runs from right to left mirrors the card, but not what the deal is worth', async () => {
  const ltr = await room.open({ dir: 'ltr' })
  const rtl = await room.open({ dir: 'rtl' })
  const order = ['.thread-nav', '.card-main', '.context-panel']
  const startsOf = async (page: Page) => {
    const boxes = await Promise.all(order.map((one) => page.locator(one).boundingBox()))
    return boxes.map((box) => box!.x)
  }
  expect(await startsOf(ltr)).toEqual((await startsOf(ltr)).toSorted((a, b) => a - b))
  expect(await startsOf(rtl)).toEqual((await startsOf(rtl)).toSorted((a, b) => b - a))

  // Mine stand at the end of the line, the others' at its beginning.
  const mine = await rtl.locator('.message-mine .bubble').last().boundingBox()
  const theirs = await rtl.locator('.message:not(.message-mine) .bubble').last().boundingBox()
  expect(mine!.x).toBeLessThan(theirs!.x)

  expect(await glyphsOf(rtl, '.context-sum bdi')).toBe('1840000₽')
  expect(await glyphsOf(ltr, '.context-sum bdi')).toBe('1840000₽')
})

test('a line of words begins at the right in a host that runs from right to left', async () => {
  const page = await room.open({ dir: 'rtl' })
  for (const selector of ['.pins-text', '.card-header h1', '.thread-row-title', '.context-title']) {
    const { left, right } = await gapsBeside(page, selector)
    expect(right, selector).toBeLessThanOrEqual(left)
  }
})

test('at twice the size everything is still there to be used', async () => {
  const page = await room.open({ width: 640, height: 400, deviceScaleFactor: 2 })
  const field = page.getByRole('textbox', { name: wordsIn.ru.conversation.field })
  await field.fill('Слышно?')
  await page.getByRole('button', { name: wordsIn.ru.conversation.send }).click()
  await page.getByRole('article', { name: 'Слышно?' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)

  await page.getByRole('button', { name: wordsIn.ru.header.back }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Руководитель' }).click()
  await page.getByRole('heading', { level: 1, name: 'Руководитель' }).waitFor()
})

test.each([wide, narrow])('text set wider apart is cut nowhere at $width pixels', async (size) => {
  const page = await room.open(size)
  const cutBefore = await cutWords(page)
  await spaceOut(page)
  expect({ before: cutBefore, after: await cutWords(page) }).toEqual({ before: [], after: [] })
})

const seen = [
  'the card',
  'a private discussion being opened',
  'the keys',
  'what can be done with a discussion',
  'a search with hits',
]

test.each(['ru', 'uk', 'en'] as const)(
  'in %s no button cuts its words, and none are missing',
  async (lang) => {
    const widths = {
      320: ['the card', 'the discussions of a phone', 'the deal of a phone', 'the search of a phone'],
      1280: seen,
    }
    const wrong: string[] = []
    for (const [width, names] of Object.entries(widths)) {
      for (const name of names) {
        const { reach, before } = states.find(
          (one) => one.name === (width === '320' && name === 'the card' ? 'the card of a phone' : name),
        )!
        const page = await room.open({ lang, width: Number(width), height: 640 }, before)
        await reach(page, wordsIn[lang])
        for (const one of [...(await cutWords(page)), ...(await missingWords(page))])
          wrong.push(`${width} ${name}: ${one}`)
        await page.context().close()
      }
    }
    expect(wrong).toEqual([])
  },
)

test('our own words are of the reader’s language and of no other', async () => {
  const foreign = { ru: /[іїєґ]/i, uk: /[ыэёъ]/i, en: /[а-яёіїєґ]/i }
  for (const lang of ['ru', 'uk', 'en'] as const) {
    const page = await room.open({ lang })
    const ours = await page.evaluate(() => {
      const all = document.querySelectorAll(
        'header button, footer button, footer label, textarea, nav h3, aside dt',
      )
      return [...all].flatMap((one) => [
        one.textContent,
        one.getAttribute('aria-label'),
        one.getAttribute('placeholder'),
      ])
    })
    expect(ours.filter(Boolean).length).toBeGreaterThan(15)
    expect(ours.filter((one) => one && foreign[lang].test(one))).toEqual([])
  }
})

/** The element's characters in the order they stand on screen, without spaces. */
async function glyphsOf(page: Page, selector: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const text = element.firstChild as Text
      const range = document.createRange()
      const placed = [...text.data].map((glyph, i) => {
        range.setStart(text, i)
        range.setEnd(text, i + 1)
        return { glyph, x: range.getBoundingClientRect().x }
      })
      return placed
        .filter(({ glyph }) => glyph.trim())
        .sort((a, b) => a.x - b.x)
        .map(({ glyph }) => glyph)
        .join('')
    })
}

/** Empty pixels on both sides of the first line of words. */
async function gapsBeside(page: Page, selector: string): Promise<{ left: number; right: number }> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const lines = [...range.getClientRects()].filter(({ width }) => width > 2)
      const box = element.getBoundingClientRect()
      return {
        left: Math.min(...lines.map(({ left }) => left)) - box.left,
        right: box.right - Math.max(...lines.map(({ right }) => right)),
      }
    })
}

/** The distances of WCAG 1.4.12. A constructed style sheet, which the page's own policy lets through. */
async function spaceOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    )
    document.adoptedStyleSheets = [sheet]
  })
}

/** Words that reach past the box of their button, chip, heading or bubble. What ends in "…" by intention is not meant. */
async function cutWords(page: Page): Promise<string[]> {
  // What still moves into its place is not cut.
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map((one) => one.finished))
  })
  return page.evaluate(() => {
    const cut: string[] = []
    for (const box of document.querySelectorAll(
      'button, .chip, .badge, h1, h2, h3, legend, label, .bubble, dd, kbd',
    )) {
      const edge = box.getBoundingClientRect()
      if (edge.width <= 1) continue
      const words = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
      for (let word = words.nextNode(); word; word = words.nextNode()) {
        if (
          word.parentElement?.closest(
            '.ellipsis, .hidden, .file-name, .message-author, .search-hit-text, .pictures-rest',
          )
        )
          continue
        const range = document.createRange()
        range.selectNodeContents(word)
        const text = range.getBoundingClientRect()
        const over =
          text.left < edge.left - 1 ||
          text.right > edge.right + 1 ||
          text.bottom > edge.bottom + 1 ||
          text.top < edge.top - 1
        if (text.width > 0 && over) cut.push(`${box.className || box.tagName}: ${word.textContent}`)
      }
      const clips =
        box.scrollWidth > box.clientWidth + 1 &&
        box.clientWidth > 0 &&
        box.matches('button:not(.ellipsis), .chip')
      if (clips) cut.push(`${box.className || box.tagName} is too narrow: ${box.textContent}`)
    }
    return cut
  })
}

async function missingWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const nameless = [...document.querySelectorAll('button, input, textarea, select')].filter((one) => {
      const name =
        one.getAttribute('aria-label') ??
        (one as HTMLInputElement).labels?.[0]?.textContent ??
        one.textContent
      return !name?.trim()
    })
    const said = `${document.body.innerText} ${[
      ...document.querySelectorAll('[aria-label], [title], [placeholder]'),
    ]
      .map(
        (one) =>
          `${one.ariaLabel} ${one.getAttribute('title') ?? ''} ${one.getAttribute('placeholder') ?? ''}`,
      )
      .join(' ')}`
    return [
      ...nameless.map((one) => one.outerHTML.slice(0, 120)),
      ...(said.match(/\w*(undefined|NaN|\[object)\w*/g) ?? []),
    ]
  })
}
