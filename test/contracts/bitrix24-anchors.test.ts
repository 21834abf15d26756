/** The one activity of a card that shows how many wait in its chat. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Activity } from '../../crm-adapters/bitrix24/portal/data/activities.ts'
import type { Anchor } from '../../crm-adapters/port.ts'
import { type Adapter, adapter, given } from './bitrix24-deeds.ts'

let a: Adapter
beforeEach(async () => {
  a = await adapter()
})
afterEach(() => a.leave())

const record = { type: 'deal', id: '1204' }
const shown: Anchor = { known: null, responsible: '7', unread: 3, threads: 1, fresh: true, locale: 'ru' }
const show = (anchor: Partial<Anchor>, key = 'first') =>
  a.act({ key, do: 'anchor', record, anchor: { ...shown, ...anchor } })
const entries = (): Activity[] => a.portal.activities(1204)
const header = ({ layout }: Activity) => layout?.header

test('it is made in the list of whoever is responsible, and raises his counter', async () => {
  const { id } = given(await show({}))
  expect(entries()).toMatchObject([
    { id: Number(id), responsible: '7', incoming: true, completedAt: undefined },
  ])
  expect(header(entries()[0]!)).toMatchObject({
    title: 'Чат',
    tags: { unread: { type: 'warning', title: '3' } },
  })
})

test('made once, however often it is asked for without knowing it', async () => {
  const first = given(await show({}))
  a.portal.faults.dropAnswers(1, 'crm.activity.configurable.update')
  expect(await show({ unread: 4 })).toMatchObject({ ok: false, reason: 'unreachable' })
  a.portal.faults.calm()
  expect(given(await show({ unread: 5 }, 'second'))).toEqual(first)
  expect(entries()).toHaveLength(1)
})

test('an answer lost on its way leaves one that the next try finds', async () => {
  a.portal.faults.dropAnswers(1, 'crm.activity.configurable.add')
  expect(await show({})).toMatchObject({ ok: false, reason: 'unreachable' })
  a.portal.faults.calm()
  expect(await a.done({ key: 'first', do: 'anchor', record, anchor: shown })).toEqual({
    ok: true,
    value: null,
  })
  given(await show({}))
  expect(entries()).toHaveLength(1)
})

test('with nothing left to read it is completed, and opened again when somebody writes', async () => {
  const { id: known } = given(await show({}))
  given(await show({ known, unread: 0, threads: 0 }))
  expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
  expect(JSON.stringify(header(entries()[0]!))).not.toContain('tags')
  given(await show({ known, unread: 1 }))
  expect(entries()[0]?.completedAt).toBeUndefined()
})

test('one completed by hand stays completed while nobody writes', async () => {
  const { id: known } = given(await show({}))
  entries()[0]!.completedAt = new Date()
  given(await show({ known, unread: 2, fresh: false }))
  expect(entries()[0]?.completedAt).toBeInstanceOf(Date)
})

test('where there is none, nothing to show makes none', async () => {
  expect(given(await show({ unread: 0, threads: 0 }))).toEqual({ id: null, url: null })
  expect(entries()).toEqual([])
})

test('one deleted by hand is missed', async () => {
  const { id: known } = given(await show({}))
  await a.callAs('7', 'crm.activity.delete', { id: known })
  expect(await show({ known })).toMatchObject({ ok: false, reason: 'missing' })
})

test('a record that is gone is missed', async () => {
  expect(
    await a.act({ key: 'x', do: 'anchor', record: { type: 'deal', id: '999999' }, anchor: shown }),
  ).toMatchObject({ ok: false, reason: 'missing' })
})

test('it moves into another’s list', async () => {
  const { id: known } = given(await show({}))
  given(await show({ known, responsible: '8' }))
  expect(entries()).toMatchObject([{ responsible: '8' }])
})

test.each([
  ['ru', 'Чат', '1 непрочитанное сообщение', 'Открыть чат'],
  ['uk', 'Чат', '1 непрочитане повідомлення', 'Відкрити чат'],
  ['en-GB', 'Chat', '1 unread message', 'Open the chat'],
  ['kk', 'Chat', '1 unread message', 'Open the chat'],
])('in %s', async (locale, title, unread, open) => {
  given(await show({ locale, unread: 1 }))
  const [entry] = entries()
  expect(header(entry!)).toMatchObject({ title })
  expect(JSON.stringify(entry!.layout)).toContain(unread)
  expect(JSON.stringify(entry!.layout)).toContain(open)
})

test.each([
  ['lead', '301'],
  ['contact', '61'],
  ['company', '31'],
  ['dynamic_183', '601'],
  ['smart_invoice', '501'],
])('it stands in a %s as well', async (type, id) => {
  const there = { type, id }
  expect(given(await a.act({ key: type, do: 'anchor', record: there, anchor: shown })).id).toMatch(/^\d+$/)
})
