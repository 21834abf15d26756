/** Where things stand on the screen, in pixels. */
import type { Locator } from 'playwright-core'

/** How far the list is from its end. */
export function fromEnd(list: Locator): Promise<number> {
  return list.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
}

export async function scroll(list: Locator, by: number): Promise<void> {
  await list.evaluate((element, top) => element.scrollBy({ top, behavior: 'instant' }), by)
}

export async function topOf(locator: Locator): Promise<number> {
  return (await boxOf(locator)).y
}

export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the screen')
  return box
}

/** Whether all of a message is inside the list, where it can be read. */
export async function inSight(message: Locator, list: Locator): Promise<boolean> {
  const [inner, outer] = [await boxOf(message), await boxOf(list)]
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height
}

/** How many messages the page holds. */
export function held(list: Locator): Promise<number> {
  return list.getByRole('article').count()
}

/** The messages on the page, from top to bottom. */
export function said(list: Locator): Promise<string[]> {
  return list.locator('.message-text').allInnerTexts()
}
