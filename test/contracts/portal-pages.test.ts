import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, alina, app, igor, romashka, sergey, type Visit, visit } from './portal-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const pageOf = async (url: string) => (await fetch(url)).text()
const at = (path: string, person: string) => pageOf(`${v.portal.origin}${path}?as=${person}`)

test('leads, clients, quotes, invoices and shipments have cards with our tab in them', async () => {
  const seats = [
    { kind: 1, id: 301, code: 'CRM_LEAD_DETAIL_TAB' },
    { kind: 3, id: 61, code: 'CRM_CONTACT_DETAIL_TAB' },
    { kind: 4, id: 31, code: 'CRM_COMPANY_DETAIL_TAB' },
    { kind: 7, id: 401, code: 'CRM_QUOTE_DETAIL_TAB' },
    { kind: 31, id: 501, code: 'CRM_SMART_INVOICE_DETAIL_TAB' },
    { kind: 183, id: 601, code: 'CRM_DYNAMIC_183_DETAIL_TAB' },
  ]
  const HANDLER = 'http://127.0.0.1:9/seat'
  for (const { code } of seats)
    await v.callAs(admin, 'placement.bind', { PLACEMENT: code, HANDLER, TITLE: 'Чат' })
  await v.portal.finishInstallation()
  for (const { kind, id, code } of seats) {
    const url = v.portal.cardUrl(sergey, { kind, id })
    expect([code, await pageOf(url)]).toEqual([code, expect.stringContaining(`data-placement="${code}"`)])
    expect(v.portal.placementForm(sergey, { kind, id })).toMatchObject({
      url: expect.stringContaining(HANDLER),
      form: { PLACEMENT: code, PLACEMENT_OPTIONS: expect.stringContaining(`"ID":"${id}"`) },
    })
  }
  expect((await fetch(v.portal.cardUrl(igor, { kind: 1, id: 301 }))).status).toBe(404)
  expect(await at('/crm/lead/list/', sergey)).toContain('кофейных автоматов')
})

test('the left menu shows our page once it is bound and the installation is finished', async () => {
  await v.callAs(admin, 'placement.bind', { PLACEMENT: 'LEFT_MENU', HANDLER: app.cardUrl, TITLE: 'Мои чаты' })
  expect(await at('/crm/deal/kanban/', sergey)).not.toContain('Мои чаты')
  await v.portal.finishInstallation()
  expect(await at('/crm/deal/kanban/', sergey)).toContain('Мои чаты')
  expect(await at('/marketplace/app/0/', sergey)).toContain('data-placement="LEFT_MENU"')
  expect(v.portal.menuForm(sergey).form.PLACEMENT).toBe('LEFT_MENU')
})

test('a link into the application opens it with its parameters', async () => {
  await v.callAs(admin, 'placement.bind', { PLACEMENT: 'REST_APP_URI', HANDLER: app.cardUrl })
  await v.portal.finishInstallation()
  const page = await pageOf(`${v.portal.origin}/marketplace/view/${app.clientId}/?as=7&params[thread]=42`)
  expect(page).toContain('data-placement="REST_APP_URI"')
  expect(page).toContain('{&quot;thread&quot;:&quot;42&quot;}')
})

test('what is written into a deal stands in its card, marks of BB code become bold and links', async () => {
  const COMMENT =
    'Итог: [b]скидка[/b], [url=/crm/deal/details/1205/]другая сделка[/url], [url=javascript:x]нет[/url] <i>'
  await v.callAs(sergey, 'crm.timeline.comment.add', {
    fields: { ENTITY_ID: romashka, ENTITY_TYPE: 'deal', COMMENT },
  })
  await v.callAs(sergey, 'tasks.task.add', {
    fields: { TITLE: 'Подготовить КП', RESPONSIBLE_ID: alina, UF_CRM_TASK: ['D_1204'] },
  })
  await v.callAs(sergey, 'crm.activity.configurable.add', {
    ownerTypeId: 2,
    ownerId: romashka,
    fields: { typeId: 'CONFIGURABLE' },
    layout: {
      icon: { code: 'info' },
      header: {
        title: { ru: 'Чат сделки', en: 'Deal chat' },
        tags: { unread: { type: 'warning', title: '3' } },
      },
      body: {
        logo: { code: 'chat' },
        blocks: { last: { type: 'text', properties: { value: 'Ждут ответа' } } },
      },
      footer: {
        buttons: { open: { title: 'Открыть', type: 'primary', action: { type: 'restEvent', id: 'open' } } },
      },
    },
  })
  const page = await pageOf(v.portal.cardUrl(sergey, romashka))
  expect(page).toContain('<b>скидка</b>')
  expect(page).toContain('<a href="/crm/deal/details/1205/?as=7">другая сделка</a>')
  expect(page).not.toContain('javascript:')
  expect(page).toContain('&lt;i&gt;')
  for (const shown of ['Подготовить КП', 'Чат сделки', '<span class="tag warning">3</span>', 'Ждут ответа']) {
    expect(page).toContain(shown)
  }
  expect(await pageOf(`${v.portal.cardUrl(sergey, romashka)}&lang=en`)).toContain('Deal chat')
})

test('the bell counts the notifications of the person who looks', async () => {
  await v.callAs(sergey, 'im.notify.system.add', { USER_ID: alina, MESSAGE: 'Вас упомянули' })
  expect(await at('/crm/deal/kanban/', alina)).toContain('<span class="count">1</span>')
  expect(await at('/crm/deal/kanban/', igor)).not.toContain('class="count"')
})

test('an incoming activity is counted on the board of whoever is responsible, until it is completed', async () => {
  const layout = {
    icon: { code: 'info' },
    header: { title: 'Чат' },
    body: {
      logo: { code: 'chat' },
      blocks: { last: { type: 'text', properties: { value: 'Ждут ответа' } } },
    },
  }
  const fields = { typeId: 'CONFIGURABLE', isIncomingChannel: 'Y', responsibleId: 9 }
  const { activity } = await v.resultAs<{ activity: { id: number } }>(
    sergey,
    'crm.activity.configurable.add',
    {
      ownerTypeId: 2,
      ownerId: romashka,
      fields,
      layout,
    },
  )
  expect(await at('/crm/deal/kanban/', alina)).toContain('<span class="count">1</span>')
  expect(await at('/crm/deal/kanban/', sergey)).not.toContain('class="count"')
  await v.callAs(sergey, 'crm.activity.configurable.update', { ...activity, fields: { completed: 'Y' } })
  expect(await at('/crm/deal/kanban/', alina)).not.toContain('class="count"')
})

test('a button of an activity pressed on the page is told', async () => {
  await v.listens('ONCRMTIMELINEITEMACTION')
  const press = async (activity: number) =>
    fetch(`${v.portal.origin}/local/press`, {
      method: 'POST',
      body: JSON.stringify({ as: sergey, activity, action: 'open' }),
    })
  const { id } = await v.resultAs<{ id: number }>(sergey, 'crm.activity.todo.add', {
    ownerTypeId: 2,
    ownerId: romashka,
    deadline: '2026-11-25T15:00:00',
    title: 'Ответить клиенту',
  })
  expect((await press(id)).status).toBe(200)
  await v.portal.delivered()
  expect(v.heard[0]?.get('data[activityId]')).toBe(String(id))
  expect((await press(1)).status).toBe(404)
})

test('a task has a page for its people, who complete it there', async () => {
  const fields = {
    TITLE: 'Подготовить КП',
    DESCRIPTION: '[URL=/crm/deal/details/1204/]Карточка[/URL]',
    RESPONSIBLE_ID: alina,
    DEADLINE: '2026-11-23T18:00:00+03:00',
  }
  const { task } = await v.resultAs<{ task: { id: string } }>(sergey, 'tasks.task.add', { fields })
  const path = `/company/personal/user/${alina}/tasks/task/view/${task.id}/`
  const page = await at(path, alina)
  for (const shown of [
    'Подготовить КП',
    '<a href="/crm/deal/details/1204/?as=9">',
    '23 ноября 2026',
    'Завершить задачу',
  ]) {
    expect(page).toContain(shown)
  }
  expect((await fetch(`${v.portal.origin}${path}?as=${igor}`)).status).toBe(404)
  await fetch(`${v.portal.origin}/local/tasks/${task.id}/complete?as=${alina}`, { method: 'POST' })
  expect(await at(path, alina)).toContain('Возобновить задачу')
})

test('a file of Disk has a page for those who may read it', async () => {
  const { ROOT_OBJECT_ID: id } = await v.resultAs<{ ROOT_OBJECT_ID: string }>(admin, 'disk.storage.getForApp')
  const { ID, DETAIL_URL } = await v.resultAs<{ ID: number; DETAIL_URL: string }>(
    admin,
    'disk.folder.uploadFile',
    {
      id,
      data: { NAME: 'договор.pdf' },
      fileContent: ['договор.pdf', 'JVBERi0='],
      rights: [{ TASK_ID: '38', ACCESS_CODE: `U${alina}` }],
    },
  )
  expect(DETAIL_URL).toBe(`${v.portal.origin}/docs/file/${ID}/`)
  expect(await at(`/docs/file/${ID}/`, alina)).toContain('договор.pdf')
  expect((await fetch(`${DETAIL_URL}?as=${igor}`)).status).toBe(404)
})
