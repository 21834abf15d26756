/** What we rely on in every portal's timeline, activities and notifications. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AnyPortal, anyPortal, asApplication, DEAL } from './any-portal.ts'

let p: AnyPortal
let deal: number
beforeEach(async () => {
  p = await anyPortal()
  deal = await p.make(DEAL, { title: 'Проверка чата' })
})
afterEach(() => p.leave())

test('log entries come ten to a page, the newest first', async () => {
  for (let number = 1; number <= 12; number += 1) {
    const fields = {
      entityTypeId: DEAL,
      entityId: deal,
      title: 'Чат',
      text: `Запись ${number}`,
      iconCode: 'info',
    }
    await p.result('crm.timeline.logmessage.add', { fields })
  }
  const listing = { entityTypeId: DEAL, entityId: deal, order: { id: 'desc' } }
  expect(await p.call('crm.timeline.logmessage.list', listing)).toMatchObject({
    next: 10,
    result: { length: 10, 0: { text: 'Запись 12' } },
  })
  expect(await p.result('crm.timeline.logmessage.list', { ...listing, start: 10 })).toMatchObject([
    { text: 'Запись 2' },
    { text: 'Запись 1' },
  ])
})

asApplication(
  'an activity of ours keeps its mark, is found by it, and is completed by its application',
  async () => {
    const originId = `check-${crypto.randomUUID()}`
    const fields = { typeId: 'CONFIGURABLE', isIncomingChannel: 'Y', originatorId: 'dealthread', originId }
    const owner = { ownerTypeId: DEAL, ownerId: deal }
    const adding = { ...owner, fields, layout }
    const { activity } = await p.result<{ activity: { id: number } }>('crm.activity.configurable.add', adding)
    const mine = { OWNER_TYPE_ID: DEAL, OWNER_ID: deal, ORIGINATOR_ID: 'dealthread', ORIGIN_ID: originId }
    const found = () => p.result('crm.activity.list', { filter: mine, select: ['ID', 'COMPLETED'] })
    expect(await found()).toMatchObject([{ ID: String(activity.id), COMPLETED: 'N' }])
    await p.result('crm.activity.configurable.update', {
      id: activity.id,
      fields: { completed: 'Y' },
      layout,
    })
    expect(await found()).toMatchObject([{ ID: String(activity.id), COMPLETED: 'Y' }])
  },
)

const layout = {
  icon: { code: 'comment' },
  header: { title: 'Чат', tags: { unread: { type: 'warning', title: '3' } } },
  body: {
    logo: { code: 'comment' },
    blocks: { last: { type: 'text', properties: { value: 'Ждут ответа' } } },
  },
}
const { logo: _, ...noLogo } = layout.body
const mistakes: [string, object][] = [
  ['ERROR_EMPTY_LAYOUT', { layout: {} }],
  ['FIELD_IS_REQUIRED', { layout: { ...layout, body: noLogo } }],
  [
    'ENUM_FIELD',
    { layout: { ...layout, header: { title: 'Чат', tags: { a: { type: 'loud', title: '3' } } } } },
  ],
  ['WRONG_LANG', { layout: { ...layout, header: { title: { uk: 'Чат' } } } }],
]

asApplication.each(mistakes)('%s: an activity with that mistake is refused', async (error, mistake) => {
  const adding = { ownerTypeId: DEAL, ownerId: deal, fields: { typeId: 'CONFIGURABLE' }, layout, ...mistake }
  expect(await p.call('crm.activity.configurable.add', adding)).toMatchObject({ error })
})

test('a notification has a number, and all of a card are taken back by their common tag', async () => {
  const { ID } = await p.result<{ ID: string }>('profile')
  const card = `check|${crypto.randomUUID()}`
  const notice = { USER_ID: ID, MESSAGE: 'Проверка чата', TAG: `${card}|${ID}`, SUB_TAG: card }
  expect(await p.result('im.notify.system.add', notice)).toEqual(expect.any(Number))
  expect(await p.result('im.notify.delete', { SUB_TAG: card })).toBe(true)
  expect(await p.call('im.notify.delete')).toMatchObject({ error: 'PARAMS_ERROR' })
  expect(await p.call('im.notify.system.add', { USER_ID: ID })).toMatchObject({ error: 'MESSAGE_EMPTY' })
})
