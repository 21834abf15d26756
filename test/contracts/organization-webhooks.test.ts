import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { admin, head, james, oksana, romashka, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const deal = { table: 'opportunity', id: romashka }
const entityReference = 'EntityReference:http://schemas.microsoft.com/xrm/2011/Contracts'
const attributes = (body: {
  InputParameters: { value: { Attributes: { key: string; value: unknown }[] } }[]
}) =>
  Object.fromEntries(body.InputParameters[0]?.value.Attributes.map(({ key, value }) => [key, value]) ?? [])

test('a change is told with the secret in a header and the context of what happened', async () => {
  const step = await v.listens('Update', 'opportunity')
  v.organization.assign(deal, oksana, sergey)
  await v.organization.delivered()
  const [{ headers, body } = { headers: {}, body: {} }] = v.heard
  expect(headers).toMatchObject({
    'x-dealthread-key': 'a long secret',
    'x-ms-dynamics-organization': new URL(v.organization.origin).host,
    'x-ms-dynamics-entity-name': 'opportunity',
    'x-ms-dynamics-request-name': 'Update',
    'x-ms-correlation-request-id': body.CorrelationId,
    'content-type': 'application/json; charset=utf-8',
  })
  expect(body).toMatchObject({
    MessageName: 'Update',
    PrimaryEntityName: 'opportunity',
    PrimaryEntityId: romashka,
    OrganizationId: v.organization.organizationId,
    InitiatingUserId: v.organization.person(sergey).id,
    UserId: v.organization.person(sergey).id,
    Depth: 1,
    Stage: 40,
    Mode: 1,
    ParentContext: null,
    OwningExtension: { Id: step, LogicalName: 'sdkmessageprocessingstep' },
    OperationCreatedOn: `/Date(${v.now().getTime()}+0000)/`,
  })
  expect(attributes(body).ownerid).toMatchObject({
    __type: entityReference,
    Id: v.organization.person(oksana).id,
    LogicalName: 'systemuser',
  })
})

test('a step hears only of the columns it has asked for', async () => {
  await v.listens('Update', 'opportunity', { filteringattributes: 'ownerid,statecode' })
  v.organization.change(deal, { description: 'другое' }, sergey)
  await v.organization.delivered()
  expect(v.heard).toEqual([])
  v.organization.win(romashka, sergey)
  await v.organization.delivered()
  const [won] = v.heard
  expect(won?.body).toMatchObject({
    Depth: 2,
    ParentContext: { MessageName: 'Win', Depth: 1, PrimaryEntityName: 'opportunityclose' },
  })
  expect(attributes(won?.body)).toMatchObject({
    statecode: { Value: 1 },
    statuscode: { Value: 3 },
    actualvalue: { Value: 1_840_000 },
  })
})

test('what is created, deleted, merged and shared is told, too', async () => {
  await v.listens('Create', 'task')
  await v.listens('Delete', 'opportunity')
  await v.listens('Merge', 'contact')
  await v.listens('GrantAccess', 'opportunity')
  await v.listens('Update', 'systemuser', { filteringattributes: 'isdisabled' })
  const told = async () => {
    await v.organization.delivered()
    return v.heard.splice(0).map(({ body }) => body)
  }
  v.organization.create('task', { subject: 'Счёт', regardingobjectid: deal }, sergey)
  expect(await told()).toMatchObject([{ MessageName: 'Create', PrimaryEntityName: 'task' }])
  v.organization.share(deal, james, sergey)
  expect(await told()).toMatchObject([{ MessageName: 'GrantAccess', PrimaryEntityId: romashka }])
  v.organization.merge({ table: 'contact', number: 61 }, { table: 'contact', number: 66 }, head)
  const [merged] = await told()
  expect(merged.InputParameters).toContainEqual({ key: 'SubordinateId', value: guidOf('contact', 66) })
  v.organization.disable(james)
  const [left] = await told()
  expect(attributes(left)).toMatchObject({ isdisabled: true, systemuserid: v.organization.person(james).id })
  v.organization.remove(deal, sergey)
  const [gone] = await told()
  expect(gone.InputParameters).toEqual([
    {
      key: 'Target',
      value: {
        __type: entityReference,
        Id: romashka,
        KeyAttributes: [],
        LogicalName: 'opportunity',
        Name: null,
        RowVersion: null,
      },
    },
  ])
})

test('who acts for another is named beside him', async () => {
  await v.listens('Create', 'annotation')
  await v.appFor(sergey, 'POST', 'annotations', {
    subject: 'x',
    'objectid_opportunity@odata.bind': `/opportunities(${romashka})`,
  })
  await v.organization.delivered()
  expect(v.heard[0]?.body).toMatchObject({
    InitiatingUserId: v.organization.applicationUser,
    UserId: v.organization.person(sergey).id,
  })
})

test('images show the record as it was and as it is', async () => {
  const step = await v.listens('Update', 'opportunity')
  await v.as(admin).post('sdkmessageprocessingstepimages', {
    name: 'both',
    entityalias: 'both',
    imagetype: 2,
    messagepropertyname: 'Target',
    attributes: 'name',
    'sdkmessageprocessingstepid@odata.bind': `/sdkmessageprocessingsteps(${step})`,
  })
  v.organization.change(deal, { name: 'Новое имя' }, sergey)
  await v.organization.delivered()
  const { PreEntityImages, PostEntityImages } = v.heard[0]?.body ?? {}
  expect(PreEntityImages[0].value.Attributes).toEqual([
    { key: 'name', value: 'Поставка упаковочной линии для «Ромашки»' },
  ])
  expect(PostEntityImages[0].value.Attributes).toEqual([{ key: 'name', value: 'Новое имя' }])
})

test('502, 503 and 504 are tried once more; everything else is final and leaves a failed job', async () => {
  const step = await v.listens('Update', 'opportunity')
  const jobs = `asyncoperations?$filter=statuscode eq 31 and _owningextensionid_value eq ${step}&$select=name,message`
  v.answers.push(503, 200)
  v.organization.change(deal, { description: '1' }, sergey)
  await v.organization.delivered()
  expect(v.heard).toHaveLength(2)
  expect((await v.as(admin).get(jobs)).body.value).toEqual([])

  v.answers.push(500)
  v.organization.change(deal, { description: '2' }, sergey)
  await v.organization.delivered()
  expect(v.heard).toHaveLength(3)
  expect((await v.as(admin).get(jobs)).body.value).toMatchObject([
    { message: 'The webhook call failed: 500' },
  ])
  expect(v.organization.sent.map(({ status }) => status)).toEqual([200, 500])
})

test('a webhook nobody answers is given up', async () => {
  await v.listens('Update', 'opportunity')
  v.organization.faults.patience = 20
  const [endpoint] = v.organization.find('serviceendpoint')
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  v.organization.change(
    { table: 'serviceendpoint', id: endpoint ?? '' },
    { url: `http://127.0.0.1:${port}/` },
    admin,
  )
  v.organization.change(deal, { description: '1' }, sergey)
  await v.organization.delivered()
  expect(v.organization.sent).toMatchObject([{ status: 'unreachable' }])
  silent.close()
})

test('what is too large comes without its parameters, and says so', async () => {
  await v.listens('Update', 'opportunity')
  v.organization.change(deal, { description: 'я'.repeat(140_000) }, sergey)
  await v.organization.delivered()
  const [{ headers, body } = { headers: {}, body: {} }] = v.heard
  expect(headers).toHaveProperty(['x-ms-dynamics-msg-size-exceeded'])
  for (const member of ['InputParameters', 'ParentContext', 'PreEntityImages', 'PostEntityImages']) {
    expect(body).not.toHaveProperty(member)
  }
  expect(body).toMatchObject({ PrimaryEntityId: romashka, MessageName: 'Update' })
})

test('webhooks get lost, come twice and overtake one another', async () => {
  const { faults } = v.organization
  await v.listens('Update', 'opportunity')
  const said = () => v.heard.splice(0).map(({ body }) => attributes(body).description)
  faults.loseEvents(1)
  v.organization.change(deal, { description: 'потеряно' }, sergey)
  await v.organization.delivered()
  expect(said()).toEqual([])
  faults.calm()
  faults.doubleEvents(1)
  v.organization.change(deal, { description: 'дважды' }, sergey)
  await v.organization.delivered()
  expect(said()).toEqual(['дважды', 'дважды'])
  faults.calm()
  faults.holdEvents()
  v.organization.change(deal, { description: 'первая' }, sergey)
  v.organization.change(deal, { description: 'вторая' }, sergey)
  await v.organization.delivered()
  expect(said()).toEqual([])
  faults.releaseEvents()
  await v.organization.delivered()
  expect(new Set(said())).toEqual(new Set(['первая', 'вторая']))
})

test('the secret is never read back', async () => {
  await v.listens('Update', 'opportunity')
  const { body } = await v.as(admin).get('serviceendpoints?$filter=contract eq 8')
  expect(JSON.stringify(body)).not.toContain('a long secret')
  expect((await v.as(admin).get('serviceendpoints?$select=authvalue')).status).toBe(400)
})

test('only who may customize the organization registers a webhook', async () => {
  const { status } = await v
    .as(sergey)
    .post('serviceendpoints', { name: 'x', contract: 8, authtype: 5, url: v.earUrl })
  expect(status).toBe(403)
  expect((await v.app('GET', 'serviceendpoints')).status).toBe(403)
})

test('a step that is switched off hears nothing', async () => {
  const step = await v.listens('Update', 'opportunity')
  const off = { statecode: 1, statuscode: 2 }
  await v.as(admin).patch(`sdkmessageprocessingsteps(${step})`, off, { 'If-Match': '*' })
  v.organization.change(deal, { description: '1' }, sergey)
  await v.organization.delivered()
  expect(v.heard).toEqual([])
})

test('a copy of the organization sends what was registered here, under another name', async () => {
  await v.listens('Update', 'opportunity')
  const copy = await visit({ beside: v.organization, copy: true, name: 'copy' })
  copy.organization.change(deal, { description: 'в копии' }, sergey)
  await copy.organization.delivered()
  expect(v.heard[0]?.body.OrganizationId).toBe(copy.organization.organizationId)
  expect(v.heard[0]?.body.OrganizationId).not.toBe(v.organization.organizationId)
  expect(v.organization.read(deal)?.description).not.toBe('в копии')
  await copy.leave()
})
