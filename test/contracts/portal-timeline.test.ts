import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, alina, igor, romashka, sergey, type Visit, visit } from './portal-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const onDeal = { ENTITY_ID: romashka, ENTITY_TYPE: 'deal' }
const layout = {
  icon: { code: 'info' },
  header: { title: { ru: 'Чат сделки' }, tags: { unread: { type: 'warning', title: '3' } } },
  body: {
    logo: { code: 'notification' },
    blocks: { last: { type: 'text', properties: { value: 'Ждут ответа' } } },
  },
  footer: {
    buttons: { open: { title: 'Открыть', type: 'primary', action: { type: 'restEvent', id: 'open' } } },
  },
}
const anchor = {
  ownerTypeId: 2,
  ownerId: romashka,
  fields: { typeId: 'CONFIGURABLE', originId: 'card-1' },
  layout,
}

test('a comment is written, listed, changed and deleted by its author, and its card is guarded', async () => {
  await v.listens('ONCRMTIMELINECOMMENTADD', 'ONCRMTIMELINECOMMENTUPDATE', 'ONCRMTIMELINECOMMENTDELETE')
  const FILES = [['итог.txt', '0L/RgNC40LLQtdGC']]
  const fields = { ...onDeal, COMMENT: '[b]Итог[/b]', FILES }
  const id = await v.resultAs<number>(sergey, 'crm.timeline.comment.add', { fields })
  expect(await v.resultAs(alina, 'crm.timeline.comment.list', { filter: onDeal })).toMatchObject([
    { ID: String(id), COMMENT: '[b]Итог[/b]', AUTHOR_ID: sergey, FILES: { 1: { name: 'итог.txt' } } },
  ])
  const changed = { id, fields: { COMMENT: 'Итог' } }
  expect(await v.callAs(alina, 'crm.timeline.comment.update', changed)).toMatchObject({
    error: 'ACCESS_DENIED',
  })
  expect(await v.resultAs(sergey, 'crm.timeline.comment.update', changed)).toBe(true)
  expect(v.portal.timeline(romashka)).toMatchObject([{ id, text: 'Итог', author: sergey }])
  expect(await v.resultAs(sergey, 'crm.timeline.comment.delete', { id })).toBe(true)
  await v.portal.delivered()
  expect(v.heard.map((form) => form.get('data[ID]'))).toEqual([String(id), String(id), String(id)])

  expect(await v.callAs(igor, 'crm.timeline.comment.add', { fields })).toMatchObject({
    error: 'ACCESS_DENIED',
  })
  const nowhere = { fields: { ...fields, ENTITY_ID: 1 } }
  expect(await v.callAs(sergey, 'crm.timeline.comment.add', nowhere)).toMatchObject({
    error: 'OWNER_NOT_FOUND',
  })
  expect(await v.callAs(sergey, 'crm.timeline.comment.add', { FIELDS: fields })).toMatchObject({
    error: '100',
  })
})

test('log entries come ten to a page, the newest first', async () => {
  for (let number = 1; number <= 12; number++) {
    const fields = {
      entityTypeId: 2,
      entityId: romashka,
      title: 'Чат',
      text: `Запись ${number}`,
      iconCode: 'info',
    }
    await v.callAs(sergey, 'crm.timeline.logmessage.add', { fields })
  }
  const listing = { entityTypeId: 2, entityId: romashka }
  const first = await v.callAs(sergey, 'crm.timeline.logmessage.list', listing)
  expect(first).toMatchObject({
    total: 12,
    next: 10,
    result: { length: 10, 0: { text: 'Запись 12' } },
  })
  const rest = await v.resultAs(sergey, 'crm.timeline.logmessage.list', { ...listing, start: 10 })
  expect(rest).toMatchObject([{ text: 'Запись 2' }, { text: 'Запись 1' }])
  expect(await v.callAs(sergey, 'crm.timeline.logmessage.list', { entityTypeId: 2 })).toMatchObject({
    error: '100',
  })
})

test('a configurable activity keeps what it shows, and its button is told', async () => {
  await v.listens('ONCRMTIMELINEITEMACTION')
  const { activity } = await v.resultAs<{ activity: { id: number } }>(
    sergey,
    'crm.activity.configurable.add',
    anchor,
  )
  const quiet = {
    id: activity.id,
    fields: { completed: true },
    layout: { ...layout, header: { title: 'Чат' } },
  }
  await v.callAs(sergey, 'crm.activity.configurable.update', quiet)
  expect(await v.resultAs(sergey, 'crm.activity.configurable.get', activity)).toMatchObject({
    activity: {
      ownerId: romashka,
      fields: { completed: true, originId: 'card-1' },
      layout: { header: { title: 'Чат' } },
    },
  })
  const filter = { OWNER_TYPE_ID: 2, OWNER_ID: romashka, ORIGIN_ID: 'card-1' }
  expect(await v.resultAs(sergey, 'crm.activity.list', { filter })).toMatchObject([
    { ID: String(activity.id), COMPLETED: 'Y', PROVIDER_ID: 'CONFIGURABLE_REST_APP' },
  ])
  await v.portal.press(activity.id, 'open', sergey)
  expect(Object.fromEntries(v.heard[0] ?? [])).toMatchObject({
    'data[id]': 'open',
    'data[entityId]': String(romashka),
    'data[userId]': sergey,
  })
  expect(await v.resultAs(sergey, 'crm.activity.delete', activity)).toBe(true)
  expect(v.portal.activities(romashka)).toEqual([])
})

const blocks = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`b${place}`, layout.body.blocks.last]))
const mistakes: [string, object][] = [
  ['ERROR_EMPTY_LAYOUT', { layout: {} }],
  ['FIELD_IS_REQUIRED', { layout: { ...layout, body: { blocks: layout.body.blocks } } }],
  ['FIELD_IS_REDUNDANT', { layout: { ...layout, colour: 'red' } }],
  [
    'ENUM_FIELD',
    { layout: { ...layout, header: { title: 'Чат', tags: { a: { type: 'loud', title: '3' } } } } },
  ],
  ['TOO_MANY_ITEMS', { layout: { ...layout, body: { ...layout.body, blocks: blocks(21) } } }],
  [
    'KEY_CONTAIN_WRONG_SYMBOLS',
    { layout: { ...layout, body: { ...layout.body, blocks: { 'a.b': blocks(1).b0 } } } },
  ],
  ['WRONG_LANG', { layout: { ...layout, header: { title: { uk: 'Чат' } } } }],
  ['OWNER_NOT_FOUND', { ownerId: 1 }],
  [
    'INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE',
    { fields: { isIncomingChannel: 'Y', deadline: '2026-12-01T10:00:00+03:00' } },
  ],
]

test.each(mistakes)(
  '%s: an activity with that mistake is refused and nothing is kept',
  async (error, mistake) => {
    expect(await v.callAs(sergey, 'crm.activity.configurable.add', { ...anchor, ...mistake })).toMatchObject({
      error,
    })
    expect(v.portal.activities(romashka)).toEqual([])
  },
)

test('a notification takes the place of the one with its tag, and the whole thread is cleared at once', async () => {
  const about = (USER_ID: string, MESSAGE: string, thread: string) => ({
    USER_ID,
    MESSAGE,
    TAG: `dealthread|${thread}|${USER_ID}`,
    SUB_TAG: `dealthread|${thread}`,
  })
  await v.callAs(sergey, 'im.notify.personal.add', about(alina, 'Одно сообщение', 'a'))
  await v.callAs(sergey, 'im.notify.system.add', about(alina, 'Два сообщения', 'a'))
  await v.callAs(sergey, 'im.notify.system.add', about(igor, 'Вас упомянули', 'a'))
  await v.callAs(sergey, 'im.notify.system.add', about(alina, 'Другое', 'b'))
  expect(v.portal.notifications(alina).map(({ text }) => text)).toEqual(['Два сообщения', 'Другое'])
  expect(await v.resultAs(sergey, 'im.notify.delete', { SUB_TAG: 'dealthread|a' })).toBe(true)
  expect(v.portal.notifications(alina).map(({ text }) => text)).toEqual(['Другое'])
  expect(v.portal.notifications(igor)).toEqual([])
  expect(await v.callAs(sergey, 'im.notify.delete')).toMatchObject({ error: 'PARAMS_ERROR' })
  expect(await v.callAs(sergey, 'im.notify.system.add', { USER_ID: alina })).toMatchObject({
    error: 'MESSAGE_EMPTY',
  })
})

test('a task belongs to a deal, and its end is told', async () => {
  await v.listens('ONTASKADD', 'ONTASKUPDATE')
  const fields = { TITLE: 'Подготовить КП', RESPONSIBLE_ID: alina, UF_CRM_TASK: ['D_1204'] }
  const { task } = await v.resultAs<{ task: { id: string } }>(sergey, 'tasks.task.add', { fields })
  const ofDeal = { filter: { UF_CRM_TASK: 'D_1204' }, select: ['ID', 'TITLE', 'STATUS'] }
  expect(await v.resultAs(alina, 'tasks.task.list', ofDeal)).toEqual({
    tasks: [{ id: task.id, title: 'Подготовить КП', status: '2' }],
  })
  expect(await v.resultAs(igor, 'tasks.task.get', { taskId: task.id })).toEqual([])
  await v.portal.completeTask(Number(task.id), alina)
  expect(v.portal.tasks(romashka)).toMatchObject([{ status: 5, closedBy: alina, closedAt: v.now() }])
  expect(v.heard.map((form) => [form.get('event'), form.get('data[FIELDS_AFTER][ID]')])).toEqual([
    ['ONTASKADD', task.id],
    ['ONTASKUPDATE', task.id],
  ])
})

test('a file is put into a folder of the deal, or into a field of it', async () => {
  expect(await v.callAs(sergey, 'disk.storage.getForApp')).toMatchObject({ error: 'ACCESS_DENIED' })
  const { ROOT_OBJECT_ID } = await v.resultAs<{ ROOT_OBJECT_ID: string }>(admin, 'disk.storage.getForApp')
  const naming = { id: ROOT_OBJECT_ID, data: { NAME: `Сделка ${romashka}` } }
  const { ID: id } = await v.resultAs<{ ID: number }>(admin, 'disk.folder.addSubFolder', naming)
  expect(await v.callAs(admin, 'disk.folder.addSubFolder', naming)).toMatchObject({ error: 'DISK_OBJ_22000' })
  const file = { id, data: { NAME: 'договор.pdf' }, fileContent: ['договор.pdf', 'JVBERi0='] }
  expect(await v.resultAs(sergey, 'disk.folder.uploadFile', file)).toMatchObject({
    NAME: 'договор.pdf',
    SIZE: '5',
  })
  expect(await v.callAs(sergey, 'disk.folder.uploadFile', file)).toMatchObject({ error: 'DISK_OBJ_22000' })
  const again = { ...file, generateUniqueName: true }
  expect(await v.resultAs(sergey, 'disk.folder.uploadFile', again)).toMatchObject({ NAME: 'договор (1).pdf' })
  const field = { entityTypeId: 2, id: romashka, fields: { ufCrmContract: ['счёт.pdf', 'JVBERi0='] } }
  await v.callAs(sergey, 'crm.item.update', field)
  expect(v.portal.disk(romashka).map(({ name }) => name)).toEqual([
    'договор.pdf',
    'договор (1).pdf',
    'счёт.pdf',
  ])
})
