import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dress, dresses, type Showroom, showroom } from './looks/showroom.ts'

let room: Showroom
beforeAll(async () => {
  room = await showroom()
})
afterAll(() => room?.close())

const widths = [320, 360, 480, 760, 1080, 1280]

describe.each(['ltr', 'rtl'] as const)('in a host that runs %s', (dir) => {
  test('nothing is wider than the window, however wide that is and however it is dressed', async () => {
    const page = await room.open({ dir })
    const wider: string[] = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: 700 })
      for (const look of dresses) {
        await dress(page, look)
        const found = await whatSticksOut(page)
        wider.push(...found.map((one) => `${width} ${look.host} ${look.theme}: ${one}`))
      }
    }
    expect(wider).toEqual([])
  })
})

test('the discussions fold away below 760 pixels and a button brings them back', async () => {
  const page = await room.open({ width: 760 })
  const discussions = page.getByRole('navigation', { name: 'Обсуждения сделки' })
  await discussions.waitFor()

  await page.setViewportSize({ width: 759, height: 800 })
  await discussions.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Все обсуждения' }).click()
  await page.getByRole('dialog').getByRole('navigation').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Логистика и склад' }).click()

  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: 'Логистика и склад' }).waitFor()
})

test('the details of the deal fold away below 1080 pixels and a button brings them back', async () => {
  const page = await room.open({ width: 1080 })
  const details = page.getByRole('complementary')
  await details.waitFor()

  await page.setViewportSize({ width: 1079, height: 800 })
  await details.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Панель сделки' }).click()
  await page.getByRole('dialog').getByText('1 840 000').waitFor()

  await page.setViewportSize({ width: 1080, height: 800 })
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await details.waitFor()
})

test('a phone reaches the details by the line under the header', async () => {
  const page = await room.open({ width: 360 })
  await page.getByRole('button', { name: 'Панель сделки' }).click()
  await page.getByRole('dialog').getByText('ООО «Ромашка»', { exact: true }).waitFor()
})

test.each([480, 700, 1000])(
  'the card fills a frame of %i pixels, and the field is in sight',
  async (height) => {
    for (const width of [320, 1280]) {
      const page = await room.open({ width, height })
      const { card, field, list, scrolls } = await page.evaluate(() => ({
        card: document.querySelector('.card')!.getBoundingClientRect().height,
        field: document.querySelector('textarea')!.getBoundingClientRect(),
        list: document.querySelector('[role=log]')!.getBoundingClientRect().height,
        scrolls: document.documentElement.scrollHeight > window.innerHeight,
      }))
      expect(card).toBe(height)
      expect(field.bottom).toBeLessThan(height)
      expect(list).toBeGreaterThan(100)
      expect(scrolls).toBe(false)
    }
  },
)

test.each([
  { browser: 'sizes a field by itself', before: undefined },
  { browser: 'leaves that to the page', before: withoutSizing },
])(
  'the field is as high as its words, up to a part of the window, in a browser that $browser',
  async ({ before }) => {
    const page = await room.open({ width: 480 }, before)
    const field = page.locator('.composer-field')
    const heightOf = async (words: string) => {
      await field.fill(words)
      return field.evaluate(({ offsetHeight }: HTMLElement) => offsetHeight)
    }
    const one = await heightOf('')
    const three = await heightOf('слот\nставка\nдокументы')
    expect(three).toBeGreaterThan(one)
    expect(await heightOf('слот\n'.repeat(200))).toBeLessThan(400)
    expect(await heightOf('слот\nставка\nдокументы')).toBe(three)
    expect(await heightOf('слот')).toBe(one)
  },
)

/** As browsers are that do not know `field-sizing`. */
async function withoutSizing(page: Page) {
  await page.addInitScript(() => {
    const { supports } = CSS
    CSS.supports = (name: string, value?: string) =>
      name !== 'field-sizing' && (value === undefined ? supports(name) : supports(name, value))
  })
  await page.route('**/*.css', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace('field-sizing:content', '') })
  })
}

/** What reaches past the window's sides and is not cut off by a box that means to. */
async function whatSticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    const scrolled = [...document.querySelectorAll<HTMLElement>('*')].filter(
      (one) => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth,
    )
    const out = [
      ...document.querySelectorAll('button, input, textarea, h1, h2, article, .chip, time'),
    ].filter((one) => {
      const { left, right, width } = one.getBoundingClientRect()
      return width > 1 && (left < -0.5 || right > clientWidth + 0.5)
    })
    return [
      ...(scrollWidth > clientWidth ? ['the page'] : []),
      ...[...scrolled, ...out].map(
        (one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 30)}`,
      ),
    ]
  })
}
