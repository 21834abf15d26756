/** The adapter beside any portal: what it reads of records and people, and what it does there once. */
import { afterEach, beforeEach, expect } from 'vitest'
import { newId } from '../../backend/ids.ts'
import type { Deed, RecordRef } from '../../crm-adapters/port.ts'
import { type AnyPortal, anyPortal, asApplication, DEAL, withColleague } from './any-portal.ts'
import { given } from './bitrix24-deeds.ts'

let p: AnyPortal
beforeEach(async () => {
  p = await anyPortal()
})
afterEach(() => p.leave())

const NOWHERE = { type: 'deal', id: '999999999' }
const act = (deed: Deed) => p.crm.act(p.portal, p.admin, deed)

asApplication('a record is read with its stage and funnel by name', async () => {
  const deal = await aDeal({ title: 'Проверка чата', opportunity: 1500, currencyId: 'RUB' })
  expect(given(await p.crm.record(p.portal, p.admin, deal))).toMatchObject({
    record: deal,
    title: 'Проверка чата',
    amount: 1500,
    currency: 'RUB',
    stage: { name: expect.any(String), step: 1, outcome: 'open' },
    funnel: expect.any(String),
    responsible: expect.any(String),
  })
  expect(await p.crm.record(p.portal, p.admin, NOWHERE)).toMatchObject({ ok: false, reason: 'missing' })
})

withColleague('who may not see a record is denied it', async () => {
  const deal = await aDeal()
  expect(await p.crm.record(p.portal, p.colleague, deal)).toMatchObject({ ok: false, reason: 'denied' })
  expect(given(await p.crm.visible(p.portal, p.colleague, [deal]))).toEqual([])
})

asApplication(
  'of many records those that are there are told apart, each with a word that changes with it',
  async () => {
    const deal = await aDeal()
    const [before] = given(await p.crm.revisions(p.portal, p.admin, [deal, NOWHERE]))
    expect(before?.ref).toEqual(deal)
    // Portals write down whole seconds.
    await expect
      .poll(
        async () => {
          await p.result('crm.item.update', {
            entityTypeId: DEAL,
            id: deal.id,
            fields: { title: `${Date.now()}` },
          })
          return given(await p.crm.revisions(p.portal, p.admin, [deal]))[0]?.revision
        },
        { interval: 600, timeout: 4000 },
      )
      .not.toBe(before?.revision)
  },
)

asApplication('colleagues have names, and what surrounds a record is read in one round', async () => {
  const people = given(await p.crm.people(p.portal, p.admin))
  expect(people[0]).toMatchObject({ id: expect.stringMatching(/^\d+$/), name: expect.stringMatching(/./) })
  const panel = given(await p.crm.panel(p.portal, p.admin, await aDeal()))
  expect(Object.keys(panel).sort()).toEqual(['bought', 'invoices', 'paid', 'products', 'tasks'])
})

asApplication('a note is written once, and found again by its key', async () => {
  const deal = await aDeal()
  const since = new Date(Date.now() - 60_000)
  const note = { key: newId(), do: 'note', record: deal, title: 'Чат сделки', text: 'Тема закрыта' } as const
  expect(given(await p.crm.done(p.portal, p.admin, note, since))).toBeNull()
  const { id } = given(await act(note))
  expect(given(await p.crm.done(p.portal, p.admin, note, since))).toMatchObject({ id })
})

asApplication('a note and a task are taken back for good, and twice is no harm', async () => {
  const record = await aDeal()
  const me = String((await p.result<{ ID: string }>('profile')).ID)
  const note: Deed = { key: newId(), do: 'note', record, title: 'Чат сделки', text: 'Тема закрыта' }
  const whose = { responsible: me, deadline: null, mark: newId() }
  const task: Deed = {
    key: newId(),
    do: 'task',
    record,
    title: 'Проверка чата',
    text: '',
    link: null,
    ...whose,
  }
  for (const [what, deed] of [
    ['note', note],
    ['task', task],
  ] as const) {
    const { id } = given(await act(deed))
    const back: Deed = { key: newId(), do: 'take_back', what, id: id!, record, url: null }
    given(await act(back))
    given(await act(back))
    if (what === 'note')
      expect(await p.call('crm.timeline.logmessage.get', { id })).toMatchObject({ error: 'NOT_FOUND' })
    else expect(given(await p.crm.tasks(p.portal, p.admin, [id!])).gone).toEqual([id])
  }
})

asApplication('the entry of a chat is made once and brought up to date; a merge takes it along', async () => {
  const [kept, gone] = [await aDeal({ title: 'Первая' }), await aDeal({ title: 'Вторая' })]
  const me = String((await p.result<{ ID: string }>('profile')).ID)
  const shown = { responsible: me, unread: 2, threads: 1, fresh: true, locale: 'ru' }
  const entry = (anchor: typeof shown & { known: string | null }): Deed => ({
    key: newId(),
    do: 'anchor',
    record: gone,
    anchor,
  })
  const { id } = given(await act(entry({ ...shown, known: null })))
  expect(given(await act(entry({ ...shown, known: null }))).id).toBe(id)
  expect(given(await act(entry({ ...shown, unread: 0, known: id }))).id).toBe(id)

  expect(given(await p.crm.mergedInto(p.portal, p.admin, NOWHERE))).toBeNull()
  const params = { entityTypeId: DEAL, entityIds: [kept.id, gone.id] }
  expect(await p.result('crm.entity.mergeBatch', { params })).toMatchObject({ STATUS: 'SUCCESS' })
  expect(await p.crm.record(p.portal, p.admin, gone)).toMatchObject({ ok: false, reason: 'missing' })
  expect(given(await p.crm.mergedInto(p.portal, p.admin, gone))).toEqual(kept)
})

async function aDeal(fields: object = { title: 'Проверка чата' }): Promise<RecordRef> {
  return { type: 'deal', id: String(await p.make(DEAL, fields)) }
}
