import type { Frame, Page } from 'playwright-core'
import { connected, type FormPage, type ShownOnForm } from './form-page.ts'

export const OPPORTUNITY = 'd365003c-0000-4000-8000-00000000003c'
export const ANOTHER = 'd365003d-0000-4000-8000-00000000003d'

/** A form with our control on it, one at a time, and what a test does to it. */
export function controlForm(town: () => FormPage) {
  let page: Page

  const call = <T>(verb: string, ...given: unknown[]): Promise<T> =>
    page.evaluate(`form.${verb}(${given.map((one) => JSON.stringify(one)).join()})`)

  const form = {
    page: () => page,

    /** A form without any control yet. */
    async openEmpty(path = '/form'): Promise<Page> {
      page = await town().open(path)
      return page
    },

    /** A form with a control on it; answers with its place. */
    async open(shown: ShownOnForm, path?: string): Promise<number> {
      await form.openEmpty(path)
      return form.mount(shown)
    },

    close: () => page?.close(),

    /** What a wizard binds. */
    bound: (shown: ShownOnForm = {}): ShownOnForm => ({
      entityId: OPPORTUNITY,
      entityName: 'opportunity',
      backendUrl: town().server,
      ...shown,
    }),

    mount: (shown: ShownOnForm) => call<number>('mount', shown),
    update: (control: number, changes: ShownOnForm, times = 1) =>
      call<void>('update', control, changes, times),
    /** Answers with the markup it left in its place. */
    destroy: (control: number) => call<string>('destroy', control),

    /** What the control has asked of the platform. */
    did: () => page.evaluate<Record<string, unknown>[]>('form.did'),
    /** What a framed page has been told. */
    heard: async (place = 0) => (await connected(page, place)).evaluate<Record<string, unknown>[]>('heard'),
    /** Runs a line in a framed page. */
    asked: (script: string, place = 0) => connected(page, place).then((frame) => frame.evaluate(script)),

    /** One more frame beside the control's, once its own script has begun. */
    async frameAt(address: string): Promise<Frame> {
      const begun = page.waitForEvent('framenavigated', (frame) => frame.parentFrame() !== null)
      await page.evaluate(
        `document.body.appendChild(document.createElement('iframe')).src = ${JSON.stringify(address)}`,
      )
      const frame = await begun
      await frame.waitForFunction('"connecting" in window')
      return frame
    },
  }
  return form
}
