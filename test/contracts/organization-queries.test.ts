import { afterAll, beforeAll, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { admin, alina, nobodys, oksana, romashka, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeAll(async () => {
  v = await visit()
})
afterAll(() => v.leave())

const names = async (filter: string, set = 'opportunities', column = 'name') => {
  const path = `${set}?$select=${column}&$filter=${encodeURIComponent(filter)}&$orderby=${column}`
  const { body } = await v.as(admin).get(path)
  return body.value.map((row: Record<string, unknown>) => row[column])
}

test('tables are addressed by their plural names, and only by those', async () => {
  expect(await v.as(admin).get('opportunity')).toMatchObject({
    status: 404,
    body: { error: { code: '0x8006088a', message: "Resource not found for the segment 'opportunity'." } },
  })
  expect(await v.as(admin).get(`opportunities(${nobodys})`)).toMatchObject({
    status: 404,
    body: { error: { code: '0x80040217' } },
  })
  expect((await v.as(admin).get('$metadata')).body).toContain('<EntitySet Name="opportunities"')
})

test('a column the table does not have is refused wherever it is named', async () => {
  const option = (query: string) => v.as(admin).get(`opportunities?${query}`)
  for (const query of ['$select=nam', '$filter=nam eq 1', '$orderby=nam', '$expand=nam', '$select=ownerid']) {
    expect(await option(query), query).toMatchObject({ status: 400, body: { error: { code: '0x80060888' } } })
  }
  expect((await option('$apply=aggregate($count as n)')).status).toBe(501)
})

test('filters compare, join, deny and search, without regard to case', async () => {
  expect(await names("contains(name,'ДО ЛОДЗІ')")).toEqual(['Меблі на експорт до Лодзі'])
  expect(await names("startswith(name,'sample') or endswith(name,'by air')")).toEqual([
    'Lab instruments, Hamburg to Almaty by air',
    'Sample shipment, packaging film',
  ])
  expect(await names('statecode eq 1')).toEqual(['Экспорт фанеры в Стамбул'])
  expect(await names('not (statecode eq 0) and estimatedvalue lt 6000.5')).toEqual([
    'Sample shipment, packaging film',
  ])
  expect(await names('estimatedvalue ge 1840000 and estimatedvalue le 1840000')).toHaveLength(1)
  expect(await names(`_customerid_value eq ${guidOf('account', 34)} and statecode ne 1`)).toHaveLength(2)
  expect(await names('actualclosedate ne null')).toHaveLength(2)
  expect(await names('createdon lt 2026-04-01T00:00:00Z')).toEqual([
    'Годовой контракт: насосы из Нинбо, 20 партий',
  ])
  expect(await names("contains(name,'«Ромашки»')")).toHaveLength(1)
  expect(await names("name eq 'it''s not there'")).toEqual([])
})

test('filters look through lookups and into collections', async () => {
  expect(await names("parentaccountid/name eq 'ооо «ромашка»'")).toHaveLength(2)
  expect(
    await names("systemuserroles_association/any(r:r/name eq 'Sales Manager')", 'systemusers', 'fullname'),
  ).toEqual(['Марина Белова'])
  expect(
    await names(
      'teammembership_association/all(t:t/teamtype eq 0) and isdisabled eq true',
      'systemusers',
      'fullname',
    ),
  ).toEqual(['Фёдор Седов'])
})

test('what is not in the grammar is refused, not guessed', async () => {
  for (const filter of [
    "name in ('a','b')",
    'estimatedvalue add 1 eq 2',
    'length(name) eq 3',
    '(statecode eq 0',
    "name eq 'a' b",
  ]) {
    const { status } = await v.as(admin).get(`opportunities?$filter=${encodeURIComponent(filter)}`)
    expect([filter, status]).toEqual([filter, 400])
  }
})

test('rows come sorted, counted and cut', async () => {
  const { body } = await v
    .as(admin)
    .get('opportunities?$select=name,estimatedvalue&$orderby=estimatedvalue desc,name&$top=2&$count=true')
  expect(body['@odata.count']).toBe(14)
  expect(body.value.map((row: { estimatedvalue: number }) => row.estimatedvalue)).toEqual([
    2_310_000, 1_840_000,
  ])
  expect((await v.as(admin).get('opportunities/$count')).body).toBe('14')
})

test('pages follow one another by their links; $top puts their size out of force', async () => {
  const size = { Prefer: 'odata.maxpagesize=5' }
  const seen: string[] = []
  let link: string | undefined = 'opportunities?$select=name&$orderby=name desc'
  let pages = 0
  while (link) {
    const { body } = await v.as(admin).get(link, size)
    seen.push(...body.value.map((row: { opportunityid: string }) => row.opportunityid))
    link = body['@odata.nextLink']
    pages += 1
  }
  expect([pages, new Set(seen).size]).toEqual([3, 14])
  expect((await v.as(admin).get('opportunities?$top=7', size)).body.value).toHaveLength(7)
})

test('lookups and collections are expanded one level, each with its own columns', async () => {
  const path = `opportunities(${romashka})?$select=name&$expand=parentaccountid($select=name),parentcontactid($select=fullname,jobtitle),customerid_contact`
  const { body } = await v.as(sergey).get(path)
  expect(body.parentaccountid).toEqual({
    '@odata.etag': expect.any(String),
    accountid: guidOf('account', 31),
    name: 'ООО «Ромашка»',
  })
  expect(body.parentcontactid).toMatchObject({ fullname: 'Анна Коваль', jobtitle: 'Руководитель закупок' })
  expect(body.customerid_contact).toBeNull()

  const { objectId, id } = v.organization.person(alina)
  const who = await v.app(
    'GET',
    `systemusers?$select=fullname&$filter=azureactivedirectoryobjectid eq ${objectId}&$expand=systemuserroles_association($select=roleid,name),teammembership_association($select=name)`,
  )
  const [person] = who.body.value
  expect(person).toMatchObject({ systemuserid: id, ownerid: id, fullname: 'Алина Морозова' })
  expect(person.systemuserroles_association).toMatchObject([{ name: 'Deal Participant' }])
  const tied = await v.app('GET', person['teammembership_association@odata.nextLink'])
  expect(tied.body.value).toMatchObject([{ name: 'ВЭД и таможня' }])
})

test('annotations come only where they are asked for, in the language of who asks', async () => {
  const path = `opportunities(${guidOf('opportunity', 1207)})?$select=statuscode,_ownerid_value,estimatedvalue`
  const plain = await v.as(sergey).get(path)
  expect(Object.keys(plain.body).filter((name) => name.includes('@') && !name.startsWith('@'))).toEqual([])

  const all = { Prefer: 'odata.include-annotations="*"' }
  const formatted = 'statuscode@OData.Community.Display.V1.FormattedValue'
  expect((await v.as(sergey).get(path, all)).body).toMatchObject({
    [formatted]: 'Выполняется',
    '_ownerid_value@OData.Community.Display.V1.FormattedValue': 'Сергей Котов',
    '_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'systemuser',
    '_ownerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'ownerid',
  })
  expect((await v.as(oksana).get(path, all)).body[formatted]).toBe('Виконується')
  expect((await v.app('GET', path, undefined, all)).body[formatted]).toBe('In Progress')

  const some = { Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' }
  const { body } = await v.as(sergey).get(path, some)
  expect(body[formatted]).toBe('Выполняется')
  expect(body).not.toHaveProperty(['_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'])
})

test('a read that nothing has changed since is answered 304, but not one that was added to', async () => {
  const path = `opportunities(${romashka})`
  const etag = (await v.as(sergey).get(path)).headers.get('etag') ?? ''
  const same = { 'If-None-Match': etag }
  expect((await v.as(sergey).get(path, same)).status).toBe(304)
  expect((await v.as(sergey).get(`${path}?$expand=parentaccountid`, same)).status).toBe(200)
  expect((await v.as(sergey).get(path, { ...same, Prefer: 'odata.include-annotations="*"' })).status).toBe(
    200,
  )
})

test('tables and choices describe themselves', async () => {
  const path =
    "EntityDefinitions(LogicalName='opportunity')?$select=LogicalName,ObjectTypeCode,EntitySetName,PrimaryNameAttribute"
  expect((await v.as(admin).get(path)).body).toMatchObject({
    LogicalName: 'opportunity',
    ObjectTypeCode: 3,
    EntitySetName: 'opportunities',
    PrimaryNameAttribute: 'name',
  })
  const status =
    "EntityDefinitions(LogicalName='opportunity')/Attributes(LogicalName='statuscode')/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)"
  const { body } = await v.as(admin).get(status)
  const won = body.OptionSet.Options.find(({ Value }: { Value: number }) => Value === 3)
  expect(won).toMatchObject({ State: 1, Label: { UserLocalizedLabel: { Label: 'Won', LanguageCode: 1033 } } })
})

test('long answers are packed for whoever takes them packed', async () => {
  const { headers } = await v.as(admin).get('opportunities', { 'Accept-Encoding': 'gzip' })
  expect(headers.get('content-encoding')).toBe('gzip')
})
