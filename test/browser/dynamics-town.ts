/** A local organization with our solution in it, a page that stands for the chat, and a browser to look at the app with. */
import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { guidOf, startOrganization } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { launchChromium } from '../chromium.ts'
import { connected, hostScript, serve } from '../manifests/form-page/form-page.ts'
import { administrator } from '../organization-forms.ts'

export const deals = { daisy: 1204, container: 1201, won: 1210 }
export const people = { admin: 1, manager: 7, ukrainian: 8, trade: 9, english: 18 }

export interface Look extends BrowserContextOptions {
  as?: number
  lcid?: number
  theme?: 'dark'
  tab?: string
  onpremises?: '1'
}

export async function dynamicsTown() {
  const organization = await startOrganization({
    app: {
      clientId: '11111111-1111-4111-8111-111111111111',
      clientSecret: 'the secret',
      name: 'Dealthread',
      redirectUris: [],
    },
  })
  const page = (name: string) => readFileSync(`test/manifests/form-page/${name}`, 'utf8')
  const chat = await serve({
    '/dynamics/card': page('card.html'),
    '/card.js': page('card.js'),
    '/host.js': await hostScript(),
  })
  const admin = await administrator(organization)
  await admin.importSolution()
  await admin.addAnchor('opportunity')
  const browser = await launchChromium()

  return {
    organization,
    admin,
    server: chat.origin,
    requests: chat.requests,

    /** Opens a page of the app in a browser of its own, and waits until it is drawn. */
    async open(path: Record<string, string>, { as = people.manager, ...look }: Look = {}): Promise<Page> {
      const { lcid, theme, tab, onpremises, ...context } = look
      const window = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...context })
      window.setDefaultTimeout(10_000)
      const page = await window.newPage()
      const asked = { as, lcid, theme, tab, onpremises, ...path }
      const given = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, String(value)]] : []))
      await page.goto(`${organization.origin}/main.aspx?${new URLSearchParams(given)}`)
      await page.waitForSelector('[data-ready]')
      return page
    },

    record(number: number, look: Look = {}): Promise<Page> {
      return this.open(
        { pagetype: 'entityrecord', etn: 'opportunity', id: idOf(number) },
        { tab: 'chat', ...look },
      )
    },

    async everybodyLeaves() {
      await Promise.all(browser.contexts().map((context) => context.close()))
    },

    async stop() {
      await browser.close()
      chat.close()
      await organization.stop()
    },
  }
}

export type DynamicsTown = Awaited<ReturnType<typeof dynamicsTown>>

export const idOf = (number: number) => guidOf('opportunity', number)

/** What the framed page has come to know of its record. */
export async function framedRecord(page: Page, place = 0): Promise<unknown> {
  return (await connected(page, place)).evaluate('host.record()')
}

export function framed(page: Page, place = 0): Promise<Frame> {
  return connected(page, place)
}

/** The chat within a web resource of ours: on a form, or in the pane at the side. */
export async function nestedChat(page: Page): Promise<Frame> {
  const isChat = (frame: Frame) => new URL(frame.url(), 'http://nowhere').pathname === '/dynamics/card'
  await expect
    .poll(() => page.frames().some((frame) => isChat(frame) && frame.parentFrame() !== page.mainFrame()))
    .toBe(true)
  const frame = page.frames().find((one) => isChat(one) && one.parentFrame() !== page.mainFrame())!
  await frame.waitForFunction('window.host')
  return frame
}

/** How often the platform has called each method of its components. */
export function calls(page: Page): Promise<Record<'init' | 'updateView' | 'getOutputs' | 'destroy', number>> {
  return page.evaluate('({ ...localApp.calls })')
}
