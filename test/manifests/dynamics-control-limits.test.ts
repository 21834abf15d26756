import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { controlForm } from './form-page/control-form.ts'
import { connected, type FormPage, formPage } from './form-page/form-page.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let town: FormPage
const form = controlForm(() => town)
const { bound, destroy, frameAt, mount, open, openEmpty, page, update } = form

beforeAll(async () => {
  town = await formPage()
})
afterAll(() => town?.stop())
afterEach(() => form.close())

describe('strangers', () => {
  test('in another frame of the form get no port, be they of our own server', async () => {
    await openEmpty()
    await page().clock.install()
    await mount(bound())
    await connected(page())
    const stranger = await frameAt(`${town.server}/dynamics/card?door=control&org=${town.organization}`)
    await page().clock.runFor(6_000)
    expect(await stranger.evaluate('connecting')).toContain('did not answer')
  })

  test('on another origin in our own frame get no port', async () => {
    await open(bound())
    await connected(page())
    const element = await page().locator('iframe').elementHandle()
    await page().evaluate(`document.querySelector('iframe').src = '${town.mute}/dynamics/card'`)
    await page().waitForEvent('framenavigated')
    const frame = await element?.contentFrame()
    await frame?.evaluate(
      `window.got = []; addEventListener('message', ({ data }) => got.push(data)); parent.postMessage({ dealthread: 'knock', protocol: 1 }, '*')`,
    )
    // The form has had its turn once this has come and gone.
    await page().evaluate(
      'new Promise((turn) => { addEventListener("message", turn, { once: true }); postMessage("", "*") })',
    )
    expect(await frame?.evaluate('got')).toEqual([])
  })

  test('who frame the page are not spoken to by it', async () => {
    await openEmpty()
    await page().clock.install()
    await page().evaluate('window.got = []; addEventListener("message", ({ data }) => got.push(data))')
    const frame = await frameAt(`${town.server}/dynamics/card?door=control&org=https://org.example`)
    await page().clock.runFor(6_000)
    expect(await frame.evaluate('connecting')).toContain('https://org.example did not answer')
    expect(await page().evaluate('got')).toEqual([])
  })

  test.each([
    'http://chat.example',
    'https://chat.example/path',
    'https://me@chat.example',
    'javascript:alert(1)',
    'chat.example',
    '',
  ])('are not framed by being named %j as our server', async (backendUrl) => {
    await open(bound({ backendUrl }))
    expect(await page().locator('iframe').count()).toBe(0)
    expect(await page().getByRole('status').textContent()).toContain(
      'The address of the chat server is not set',
    )
  })
})

describe('when the chat cannot come', () => {
  test('a strict content security policy is named with what it lacks', async () => {
    await open(bound(), '/form?strict')
    const note = page().getByRole('status')
    await note.waitFor()
    expect(await note.locator('p').textContent()).toBe(
      `The content security policy of this environment blocks the chat. Ask your administrator to add ${town.server} to the frame-src directive.`,
    )
    expect(await page().locator('iframe').count()).toBe(0)
    await note.getByRole('button').click()
    await note.getByText('frame-src').waitFor()
  })

  test('a server that stays silent is named, until it answers after all', async () => {
    await openEmpty()
    await page().clock.install()
    const control = await mount(bound({ backendUrl: town.mute }))
    await page().clock.runFor(15_000)
    expect(await page().getByRole('status').locator('p').textContent()).toContain(town.mute)
    await update(control, { backendUrl: town.server })
    await connected(page())
    expect(await page().getByRole('status').count()).toBe(0)
  })
})

test('200 openings of a form leave no node, no listener and no memory behind', async () => {
  await openEmpty()
  const devtools = await page().context().newCDPSession(page())

  async function cycles(count: number) {
    for (let n = 0; n < count; n += 1) {
      const control = await mount(bound())
      await update(control, {}, 20)
      if (n % 10 === 0) await connected(page())
      expect(await destroy(control)).toBe('')
    }
    await page().evaluate('form.did.length = 0')
  }

  async function held(what: string): Promise<number> {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === what)?.value ?? Number.NaN
  }

  // What an engine keeps of its own grows a little; 200 frames kept would be hundreds of nodes and megabytes.
  const growth = { JSEventListeners: 0, Frames: 0, Nodes: 10, JSHeapUsedSize: 500_000 }
  await devtools.send('Performance.enable')
  await cycles(20)
  const before = new Map<string, number>()
  for (const what of Object.keys(growth)) before.set(what, await held(what))
  await cycles(200)
  for (const [what, allowed] of Object.entries(growth)) {
    // Frames of another origin are let go a moment later.
    await expect.poll(() => held(what), { timeout: 10_000 }).toBeLessThanOrEqual(before.get(what)! + allowed)
  }
})
