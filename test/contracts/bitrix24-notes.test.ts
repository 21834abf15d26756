/** Notes in a record's timeline: written once, whatever becomes of the answer. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Deed } from '../../crm-adapters/port.ts'

const HOUR = 3_600_000
const START = new Date('2026-11-20T09:00:00Z')
const deal = { type: 'deal', id: '1204' }
const app = {
  clientId: 'local.test',
  clientSecret: 'test-secret',
  installUrl: 'http://x/',
  cardUrl: 'http://x/',
}

let portal: LocalPortal
let time: number
beforeEach(async () => {
  time = START.getTime()
  portal = await startPortal({ app, now: () => new Date(time) })
})
afterEach(() => portal.stop())

function office(person = '1') {
  const crm = bitrix24({
    ...app,
    oauthHosts: [portal.oauthOrigin],
    allowLoopback: true,
    now: () => new Date(time),
    limits: () => ({ burst: 10_000, perSecond: 10_000 }),
  })
  const { memberId: company, origin, restEndpoint: endpoint } = portal
  const at = { host: 'bitrix24', company, origin, endpoint } as const
  const { AUTH_ID: access } = portal.tokenFor(person)
  const grant = { access, refresh: null, expiresAt: new Date(time + HOUR) }
  return {
    act: (deed: Deed) => crm.act(at, grant, deed),
    done: (deed: Deed, since = START) => crm.done(at, grant, deed, since),
  }
}

function note(key: string, more: Partial<Extract<Deed, { do: 'note' }>> = {}): Deed {
  return {
    key,
    do: 'note',
    record: deal,
    title: 'Чат: тема «Таможня» закрыта',
    text: 'Кто закрыл: Анна',
    ...more,
  }
}

test('a note is an entry of the log, with what is to be read first and a short reference last', async () => {
  const answer = await office().act(note('a'))
  const [entry] = portal.timeline(1204)
  expect(answer).toEqual({ ok: true, value: { id: String(entry?.id), url: null } })
  expect(entry).toMatchObject({ kind: 'log', title: 'Чат: тема «Таможня» закрыта', iconCode: 'info' })
  expect(entry?.text).toMatch(/^Кто закрыл: Анна · #[0-9a-z]{4}-[0-9a-z]{4}$/)
})

test('a note that was written and not answered is found', async () => {
  const { act, done } = office()
  portal.faults.dropAnswers(1, 'crm.timeline.logmessage.add')
  expect(await act(note('a'))).toMatchObject({ ok: false, reason: 'unreachable' })
  const [entry] = portal.timeline(1204)
  expect(await done(note('a'))).toEqual({ ok: true, value: { id: String(entry?.id), url: null } })
  expect(await done(note('b'))).toEqual({ ok: true, value: null })
})

test('a note that was never written is not found, not even beside one that says the same', async () => {
  const { act, done } = office()
  await act(note('earlier'))
  portal.faults.dropRequests(1, 'crm.timeline.logmessage.add')
  expect(await act(note('a'))).toMatchObject({ ok: false, reason: 'unreachable' })
  expect(await done(note('a'))).toEqual({ ok: true, value: null })
})

test('a note is found behind many that were written after it, in few requests', async () => {
  const { act, done } = office()
  await act(note('a'))
  for (let n = 0; n < 120; n += 1) await act(note(`later ${n}`))
  const before = portal.requests.length
  expect(await done(note('a'))).toMatchObject({
    ok: true,
    value: { id: String(portal.timeline(1204)[0]?.id) },
  })
  expect(portal.requests.length - before).toBe(3)
})

test('what is older than the note by far is not gone through', async () => {
  const { act, done } = office()
  for (let n = 0; n < 70; n += 1) await act(note(`long ago ${n}`))
  time += 24 * HOUR
  const before = portal.requests.length
  expect(await office().done(note('a'), new Date(time))).toEqual({ ok: true, value: null })
  expect(portal.requests.length - before).toBe(1)
  // Our clocks may differ.
  time -= 23.5 * HOUR
  expect(await done(note('long ago 0'), new Date(time))).toMatchObject({ value: { id: expect.anything() } })
})

test.each([
  ['lead', '301'],
  ['contact', '62'],
  ['company', '31'],
  ['quote', '401'],
  ['smart_invoice', '501'],
  ['dynamic_183', '601'],
])('the card of a %s can have one', async (type, id) => {
  const { act, done } = office()
  const record = { type, id }
  expect(await act(note('a', { record }))).toMatchObject({ ok: true })
  expect(await done(note('a', { record }))).toMatchObject({ ok: true, value: { url: null } })
})

test('where the record is gone or closed to us, that is what is said', async () => {
  const nowhere = note('a', { record: { type: 'deal', id: '999999' } })
  expect(await office().act(nowhere)).toMatchObject({ ok: false, reason: 'missing' })
  expect(await office().done(nowhere)).toMatchObject({ ok: false, reason: 'missing' })
  portal.faults.deny('12', 1204)
  expect(await office('12').act(note('a'))).toMatchObject({ ok: false, reason: 'denied' })
  const strange = note('a', { record: { type: 'incident', id: '7' } })
  expect(await office().act(strange)).toMatchObject({ ok: false, reason: 'missing' })
})

test('without words of its own a note still has something to be found by', async () => {
  const { act, done } = office()
  await act(note('a', { text: '' }))
  expect(portal.timeline(1204)[0]?.text).toMatch(/^#/)
  expect(await done(note('a'))).toMatchObject({ value: { id: expect.anything() } })
})
