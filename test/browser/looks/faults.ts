import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'

/** Brings axe to a page; to be called once before `faults`. */
export async function judge(page: Page | Frame): Promise<void> {
  await page.evaluate(axe.source)
}

/** What axe finds wrong once what moves has come to rest: one line for each thing found and each element it was found on. */
export async function faults(page: Page | Frame): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // A colour half faded in is not the one that is read; what turns for ever, or goes with the scrolling, is not waited for.
    const ending = document
      .getAnimations()
      .filter(
        ({ effect, timeline }) =>
          timeline === document.timeline && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
      )
    await Promise.allSettled(ending.map(({ finished }) => finished))
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    )
  })
}
