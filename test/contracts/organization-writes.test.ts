import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import {
  admin,
  bare,
  head,
  idOf,
  nobodys,
  oksana,
  romashka,
  sergey,
  type Visit,
  visit,
} from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const path = `opportunities(${romashka})`
const always = { 'If-Match': '*' }
const onDeal = { 'regardingobjectid_opportunity_task@odata.bind': `/opportunities(${romashka})` }
const code = (code: string, status = 400) => ({ status, body: { error: { code } } })

test('a new record is answered with its address, or with itself where that is preferred', async () => {
  const made = await v.as(sergey).post('tasks', { subject: 'Выслать договор', ...onDeal })
  expect([made.status, made.body]).toEqual([204, ''])
  expect(made.headers.get('odata-entityid')).toMatch(
    new RegExp(`^${v.organization.webApi}tasks\\([0-9a-f-]{36}\\)$`),
  )

  const shown = await v
    .as(sergey)
    .post('tasks?$select=subject', { subject: 'Позвонить', ...onDeal }, { Prefer: 'return=representation' })
  expect(shown).toMatchObject({ status: 201, body: { subject: 'Позвонить', activityid: expect.any(String) } })
  expect(shown.headers.get('preference-applied')).toBe('return=representation')
})

test('a record keeps the id it was sent with, and a second one of that id is refused', async () => {
  const activityid = randomUUID()
  const task = { activityid, subject: 'Ровно один раз', ...onDeal }
  expect(idOf(await v.as(sergey).post('tasks', task), 'tasks')).toBe(`/tasks(${activityid})`)
  expect(await v.as(sergey).post('tasks', task)).toMatchObject(code('0x80040237', 412))
  expect(v.organization.find('task')).toEqual([activityid])
})

test('every write raises the record’s version, and a stale one is refused', async () => {
  const before = await v.as(sergey).get(path)
  const etag = before.headers.get('etag') ?? ''
  expect((await v.as(sergey).patch(path, { description: 'первая' }, { 'If-Match': etag })).status).toBe(204)
  expect(await v.as(sergey).patch(path, { description: 'вторая' }, { 'If-Match': etag })).toMatchObject(
    code('0x80060882', 412),
  )
  const after = await v.as(sergey).get(path)
  expect(after.body.description).toBe('первая')
  expect(after.body.versionnumber).toBeGreaterThan(before.body.versionnumber)
  const shown = { ...always, Prefer: 'return=representation' }
  expect(await v.as(sergey).patch(`${path}?$select=name`, { description: '' }, shown)).toMatchObject({
    status: 200,
  })
})

test('a change without a condition creates what is not there; with one it does not', async () => {
  const missing = `accounts(${nobodys})`
  expect(await v.as(admin).patch(missing, { name: 'Призрак' }, always)).toMatchObject(code('0x80040217', 404))
  expect((await v.as(admin).patch(missing, { name: 'Призрак' })).status).toBe(204)
  expect(v.organization.read({ table: 'account', id: nobodys })).toMatchObject({ name: 'Призрак' })
  expect(await v.as(admin).patch(missing, { name: 'Ещё' }, { 'If-None-Match': '*' })).toMatchObject(
    code('0x80040237', 412),
  )
})

test('a bind leads to a record of a table it may lead to', async () => {
  const post = (bind: Record<string, string>) => v.as(sergey).post('annotations', { subject: 'x', ...bind })
  expect((await post({ 'objectid_opportunity@odata.bind': `opportunities(${romashka})` })).status).toBe(204)
  const wrong = { 'objectid_opportunity@odata.bind': `/accounts(${guidOf('account', 31)})` }
  expect(await post(wrong)).toMatchObject(code('0x80048d19'))
  expect(await post({ 'objectid@odata.bind': `/opportunities(${romashka})` })).toMatchObject(
    code('0x80048d19'),
  )
  const gone = { 'objectid_opportunity@odata.bind': `/opportunities(${nobodys})` }
  expect(await post(gone)).toMatchObject(code('0x80040217', 404))
})

test('what does not fit a column is refused', async () => {
  for (const given of [
    { nam: 1 },
    { name: 1 },
    { estimatedvalue: '5' },
    { salesstage: 9 },
    { createdon: '2026-01-01' },
  ]) {
    expect(await v.as(sergey).patch(path, given, always)).toMatchObject(code('0x80048d19'))
  }
  const { status } = await v.as(sergey).post('posts', {
    text: 'я'.repeat(2001),
    source: 2,
    'regardingobjectid_opportunity@odata.bind': `/opportunities(${romashka})`,
  })
  expect(status).toBe(400)
})

test('a post is written once and never changed', async () => {
  const post = await v.as(sergey).post('posts', {
    text: 'Договорились о предоплате',
    source: 2,
    'regardingobjectid_opportunity@odata.bind': `/opportunities(${romashka})`,
  })
  expect(post.status).toBe(204)
  expect((await v.as(sergey).patch(idOf(post, 'posts').slice(1), { text: 'иначе' }, always)).status).toBe(400)
})

test('a closed deal is read-only until it is opened again; it is closed by actions alone', async () => {
  expect(await v.as(sergey).patch(path, { statecode: 1, statuscode: 3 }, always)).toMatchObject(
    code('0x80048408'),
  )
  const won = { subject: 'Подписано', actualrevenue: 1_800_000, 'opportunityid@odata.bind': `/${path}` }
  expect((await v.as(sergey).post('WinOpportunity', { OpportunityClose: won, Status: 3 })).status).toBe(204)
  expect(v.organization.read({ table: 'opportunity', id: romashka })).toMatchObject({
    statecode: 1,
    statuscode: 3,
    actualvalue: 1_800_000,
    actualclosedate: '2026-11-20',
  })
  expect(await v.as(sergey).patch(path, { description: 'поздно' }, always)).toMatchObject(code('0x80043b12'))
  expect(await v.as(sergey).post('LoseOpportunity', { OpportunityClose: won, Status: 4 })).toMatchObject(
    code('0x80043b12'),
  )
  expect((await v.as(sergey).patch(path, { statecode: 0, statuscode: 1 }, always)).status).toBe(204)
  const lost = { subject: 'Отказ', 'opportunityid@odata.bind': `/${path}` }
  expect((await v.as(sergey).post('LoseOpportunity', { OpportunityClose: lost, Status: 5 })).status).toBe(204)
  expect(v.organization.read({ table: 'opportunity', id: romashka })).toMatchObject({
    statecode: 2,
    statuscode: 5,
  })
})

test('a state goes only with a reason of its own', async () => {
  const made = await v.as(sergey).post('tasks', { subject: 'Счёт', ...onDeal })
  const task = idOf(made, 'tasks').slice(1)
  expect(await v.as(sergey).patch(task, { statecode: 1, statuscode: 2 }, always)).toMatchObject(
    code('0x80048408'),
  )
  expect((await v.as(sergey).patch(task, { statecode: 1, statuscode: 5 }, always)).status).toBe(204)
  expect((await v.as(sergey).get(task)).body).toMatchObject({
    statecode: 1,
    actualend: '2026-11-20T09:00:00Z',
  })
})

test('with a deal go its notes, posts and lines; activities stay behind', async () => {
  const task = await v.as(sergey).post('tasks', { subject: 'Счёт', ...onDeal })
  await v.as(sergey).post('annotations', {
    subject: 'Итог',
    'objectid_opportunity@odata.bind': `/opportunities(${romashka})`,
  })
  expect((await v.as(sergey).delete(path)).status).toBe(204)
  expect(await v.as(sergey).get(path)).toMatchObject(code('0x80040217', 404))
  expect(v.organization.find('annotation')).toEqual([])
  expect(v.organization.find('opportunityproduct')).toHaveLength(2)
  const left = v.organization.read({ table: 'task', id: bare(idOf(task, 'tasks')) })
  expect(left).toMatchObject({ subject: 'Счёт', regardingobjectid: null })
})

test('of two contacts one is left, and all that led to the other leads to it', async () => {
  const [kept, gone] = [guidOf('contact', 61), guidOf('contact', 66)]
  const typed = (contactid: string) => ({ contactid, '@odata.type': 'Microsoft.Dynamics.CRM.contact' })
  const body = {
    Target: typed(kept),
    Subordinate: typed(gone),
    UpdateContent: { jobtitle: 'Директор' },
    PerformParentingChecks: false,
  }
  expect(await v.as(sergey).post('Merge', body)).toMatchObject(code('0x80040220', 403))
  expect((await v.as(head).post('Merge', body)).status).toBe(204)
  expect(v.organization.read({ table: 'contact', id: gone })).toMatchObject({
    statecode: 1,
    merged: true,
    masterid: { table: 'contact', id: kept },
  })
  expect(v.organization.read({ table: 'contact', id: kept })).toMatchObject({
    statecode: 0,
    jobtitle: 'Директор',
  })
  expect(v.organization.read({ table: 'opportunity', number: 1201 })?.parentcontactid).toEqual({
    table: 'contact',
    id: kept,
  })
})

test('a qualified lead becomes an account, a contact and an opportunity that name it', async () => {
  const { body } = await v
    .as(sergey)
    .post(`leads(${guidOf('lead', 301)})/Microsoft.Dynamics.CRM.QualifyLead`, {
      CreateAccount: true,
      CreateContact: true,
      CreateOpportunity: true,
      Status: 3,
    })
  const { opportunityid } = body.value.find((one: object) => 'opportunityid' in one)
  expect(v.organization.read({ table: 'opportunity', id: opportunityid })).toMatchObject({
    name: 'Перевозка кофейных автоматов из Милана',
    originatingleadid: { table: 'lead', id: guidOf('lead', 301) },
    ownerid: { table: 'systemuser', id: v.organization.person(sergey).id },
  })
  expect(v.organization.read({ table: 'lead', number: 301 })).toMatchObject({ statecode: 1, statuscode: 3 })
})

test('a contact twice is refused only where duplicates are looked for', async () => {
  const twin = { firstname: 'Анна', lastname: 'Коваль', emailaddress1: 'CONTACT61@client.example' }
  const looking = { 'MSCRM.SuppressDuplicateDetection': 'false' }
  expect(await v.as(sergey).post('contacts', twin, looking)).toMatchObject(code('0x80040333', 412))
  expect((await v.as(sergey).post('contacts', twin)).status).toBe(204)
})

test('a plug-in forbids a change in its own words, and nothing is changed', async () => {
  v.organization.register({
    table: 'opportunity',
    message: 'Update',
    forbids: ({ values }) => (Number(values.estimatedvalue) < 1000 ? 'Сумма ниже минимальной.' : undefined),
  })
  const tooLow = { estimatedvalue: 10, description: 'дешевле' }
  expect(await v.as(sergey).patch(path, tooLow, always)).toMatchObject({
    status: 400,
    body: { error: { code: '0x80040265', message: 'Сумма ниже минимальной.' } },
  })
  expect(v.organization.read({ table: 'opportunity', id: romashka })).toMatchObject({
    estimatedvalue: 1_840_000,
  })
  const detailed = await v
    .as(sergey)
    .patch(path, tooLow, { ...always, Prefer: 'odata.include-annotations="*"' })
  expect(detailed.body.error).toHaveProperty(
    ['@Microsoft.PowerApps.CDS.InnerError.Message'],
    'Сумма ниже минимальной.',
  )
  expect((await v.as(sergey).patch(path, { estimatedvalue: 5000 }, always)).status).toBe(204)
})

test('a file lies in a note as far as it is not too large', async () => {
  const note = (documentbody: string) => ({
    filename: 'акт.txt',
    mimetype: 'text/plain',
    documentbody,
    'objectid_opportunity@odata.bind': `/opportunities(${romashka})`,
  })
  const made = await v.as(sergey).post('annotations', note(Buffer.from('Акт').toString('base64')))
  const address = idOf(made, 'annotations').slice(1)
  expect((await v.as(sergey).get(address)).body).toMatchObject({ isdocument: true, filesize: 6 })
  expect((await v.as(sergey).get(`${address}/documentbody/$value`)).body).toBe('Акт')
  const large = note(Buffer.alloc(5_242_881).toString('base64'))
  expect(await v.as(sergey).post('annotations', large)).toMatchObject(code('0x80044a02'))
})

test('all kinds of activities of a record are read in one list', async () => {
  await v.as(sergey).post('tasks', { subject: 'Счёт', ...onDeal })
  await v.as(sergey).post('phonecalls', {
    subject: 'Разговор',
    directioncode: true,
    'regardingobjectid_opportunity_phonecall@odata.bind': `/opportunities(${romashka})`,
    phonecall_activity_parties: [
      { 'partyid_contact@odata.bind': `/contacts(${guidOf('contact', 61)})`, participationtypemask: 1 },
    ],
  })
  const query = `activitypointers?$select=subject,activitytypecode&$filter=_regardingobjectid_value eq ${romashka}&$orderby=subject`
  expect((await v.as(sergey).get(query)).body.value).toMatchObject([
    { subject: 'Разговор', activitytypecode: 'phonecall' },
    { subject: 'Счёт', activitytypecode: 'task' },
  ])
  expect((await v.as(oksana).get(query)).body.value).toEqual([])
})

test('a notification lies in the bell of one person', async () => {
  const { id } = v.organization.person(sergey)
  const said = { Title: 'Вас упомянули', Body: 'Посмотрите договор', Recipient: `/systemusers(${id})` }
  expect((await v.app('POST', 'SendAppNotification', said)).status).toBe(200)
  expect((await v.as(sergey).get('appnotifications?$select=title')).body.value).toMatchObject([
    { title: 'Вас упомянули' },
  ])
  expect((await v.as(oksana).get('appnotifications')).body.value).toEqual([])
})
