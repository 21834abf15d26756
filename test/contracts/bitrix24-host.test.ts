// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectBitrix24 } from '../../crm-adapters/bitrix24/host.ts'

const portal = 'https://demo.example'

/** What the portal's page answers, by command; a command that is missing is met with silence. */
let answers: Record<string, unknown>
let said: { command: string; params: string; to: string }[]

beforeEach(() => {
  window.name = 'demo.example|1|sid'
  said = []
  answers = {
    getInitData: { PROTOCOL: 1, LANG: 'ru', PLACEMENT_OPTIONS: {}, USER_OPTIONS: {}, APP_OPTIONS: {} },
    resizeWindow: { width: 980, height: 640 },
    refreshAuth: { AUTH_ID: 'minted', AUTH_EXPIRES: '3600', REFRESH_ID: 'r' },
    openPath: { result: 'close' },
  }
  vi.stubGlobal('parent', {
    postMessage(message: string, to: string) {
      const [command = '', ...rest] = message.split(':')
      const [callback, params] = [rest.at(-2), rest.slice(0, -2).join(':')]
      said.push({ command, params, to })
      if (!(command in answers)) return
      const data = `${callback}:${JSON.stringify(answers[command])}`
      queueMicrotask(() => window.dispatchEvent(new MessageEvent('message', { data, origin: portal })))
    },
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const connect = () => connectBitrix24(portal)

test('it asks for a height and learns the one given', async () => {
  expect(await (await connect()).fit(700.2)).toBe(640)
  expect(said.at(-1)).toEqual({
    command: 'resizeWindow',
    params: '{"width":"100%","height":701}',
    to: portal,
  })
})

test('a proof is a token the portal has just minted', async () => {
  expect(await (await connect()).proof()).toBe('minted')
})

test.each([
  ['one', { id: '9', name: 'Ольга', photo: '' }],
  ['a list', [{ id: 9, name: 'Ольга' }]],
  ['a map', { 0: { id: '9', name: 'Ольга' } }],
])('colleagues chosen come as a list, also when the portal sends %s', async (_, chosen) => {
  answers.selectUser = chosen
  expect(await (await connect()).selectPeople()).toEqual([{ id: '9', name: 'Ольга' }])
})

test('a page opens beside the card, in a window of its own where the portal shows none', async () => {
  const opened = vi.spyOn(window, 'open').mockReturnValue(null)
  const host = await connect()
  host.open('/crm/company/details/7/')
  await expect.poll(() => said.at(-1)?.params).toContain('/crm/company/details/7/')
  expect(opened).not.toHaveBeenCalled()
  answers.openPath = { result: 'error', errorCode: 'PATH_NOT_AVAILABLE' }
  host.open('/calendar/')
  await expect.poll(() => String(opened.mock.lastCall?.[0])).toBe('https://demo.example/calendar/')
})

test('nothing of another site is opened', async () => {
  const host = await connect()
  for (const path of ['//attacker.example/', 'https://attacker.example/', 'javascript:alert(1)']) {
    expect(() => host.open(path)).toThrow('not a page of the portal')
  }
})

test('a frame that is named for another portal is not spoken to', async () => {
  for (const name of [
    'attacker.example|1|sid',
    'demo.example|0|sid',
    'demo.example:8443|1|sid',
    '',
    '|1|sid',
  ]) {
    window.name = name
    await expect(connect()).rejects.toThrow('not one of https://demo.example')
  }
  expect(said).toEqual([])
})

test('its cards are light', async () => {
  const told: string[] = []
  const stop = (await connect()).onTheme((theme) => told.push(theme))
  stop()
  expect(told).toEqual(['light'])
})
