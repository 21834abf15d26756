import { afterEach, beforeEach, expect, test } from 'vitest'
import { deals } from '../../crm-adapters/dynamics365/organization/data/deals.ts'
import { people, units } from '../../crm-adapters/dynamics365/organization/data/people.ts'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import {
  admin,
  alina,
  fedor,
  head,
  igor,
  james,
  natalia,
  oksana,
  pavel,
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

const accessOf = async (person: number, deal: number, asker = admin) => {
  const target = encodeURIComponent(`{'@odata.id':'opportunities(${guidOf('opportunity', deal)})'}`)
  const { id } = v.organization.person(person)
  const path = `systemusers(${id})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1)?@p1=${target}`
  const { body } = await v.as(asker).get(path)
  return body.AccessRights as string
}

/** Who may read a deal, worked out from the roles by hand. */
function mayRead(number: number, deal: (typeof deals)[number]): boolean {
  const person = people.find((one) => one.number === number)
  if (!person || person.disabled) return false
  const unitOfOwner = people.find((one) => one.number === deal.owner)?.unit ?? 0
  const parent = units.find((unit) => unit.number === unitOfOwner)?.parent
  if (person.roles.includes('System Administrator')) return true
  const below = unitOfOwner === person.unit || parent === person.unit
  if (person.roles.includes('Sales Manager') && below) return true
  return deal.owner === number || deal.shared.includes(number)
}

test('everybody reads exactly the deals his roles, his ownership and what is shared with him give', async () => {
  const wrong: string[] = []
  for (const { number, disabled } of people) {
    const listed = disabled
      ? []
      : (await v.appFor(number, 'GET', 'opportunities?$select=name')).body.value.map(
          (row: { opportunityid: string }) => row.opportunityid,
        )
    for (const deal of deals) {
      const id = guidOf('opportunity', deal.number)
      const expected = mayRead(number, deal)
      const one = (await v.appFor(number, 'GET', `opportunities(${id})?$select=name`)).status === 200
      const told = (await accessOf(number, deal.number)).includes('ReadAccess')
      if (one !== expected || told !== expected || listed.includes(id) !== expected) {
        wrong.push(`${number} ${deal.number}: ${expected} expected`)
      }
    }
  }
  expect(wrong).toEqual([])
})

test('lists leave out what may not be seen, single reads refuse it', async () => {
  expect((await v.as(james).get('opportunities')).body.value).toHaveLength(4)
  expect(await v.as(james).get(`opportunities(${romashka})`)).toMatchObject({
    status: 403,
    body: { error: { code: '0x80048306' } },
  })
  v.organization.takeRole(james, 'Salesperson')
  v.organization.leaveTeam(james, 3)
  expect(await v.as(james).get('opportunities')).toMatchObject({
    status: 403,
    body: { error: { code: '0x80040220' } },
  })
})

test('a manager’s reach goes down from her unit, and not beside it', async () => {
  expect(await accessOf(head, 1204)).toContain('WriteAccess')
  expect(await accessOf(head, 1206)).toContain('WriteAccess')
  expect(await accessOf(head, 1213)).toBe('None')
  v.organization.moveTo(head, 6)
  v.organization.giveRole(head, 'Sales Manager')
  expect(await accessOf(head, 1204)).toBe('None')
  expect(await accessOf(head, 1213)).toContain('ReadAccess')
})

test('what a team owns, its members have', async () => {
  const unit = 4
  v.organization.assign(
    { table: 'opportunity', number: 1201 },
    { table: 'team', id: guidOf('team', unit) },
    sergey,
  )
  expect(await accessOf(pavel, 1201)).toContain('ReadAccess')
  expect(await accessOf(sergey, 1201)).toBe('None')
  v.organization.leaveTeam(pavel, unit)
  expect(await accessOf(pavel, 1201)).toBe('None')
  v.organization.joinTeam(sergey, unit)
  expect(await accessOf(sergey, 1201)).toContain('ReadAccess')
})

test('a case of a team is read by its unit', async () => {
  const path = `incidents(${guidOf('incident', 701)})?$select=title,_ownerid_value`
  const { body } = await v.as(pavel).get(path, { Prefer: 'odata.include-annotations="*"' })
  expect(body).toMatchObject({ '_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'team' })
  expect((await v.as(sergey).get(path)).status).toBe(403)
})

test('whoever may share a record gives it to others and takes it back', async () => {
  const { id } = v.organization.person(pavel)
  const Target = { opportunityid: romashka, '@odata.type': 'Microsoft.Dynamics.CRM.opportunity' }
  const principal = { systemuserid: id, '@odata.type': 'Microsoft.Dynamics.CRM.systemuser' }
  const given = { Target, PrincipalAccess: { Principal: principal, AccessMask: 'ReadAccess' } }
  expect((await v.as(alina).post('GrantAccess', given)).status).toBe(403)
  expect((await v.as(sergey).post('GrantAccess', given)).status).toBe(204)
  expect(await accessOf(pavel, 1204)).toBe('ReadAccess')

  const target = encodeURIComponent(`{'@odata.id':'opportunities(${romashka})'}`)
  const { body } = await v.as(sergey).get(`RetrieveSharedPrincipalsAndAccess(Target=@p1)?@p1=${target}`)
  expect(body.PrincipalAccesses).toHaveLength(4)
  expect(body.PrincipalAccesses).toContainEqual({
    AccessMask: 'ReadAccess',
    Principal: { '@odata.type': '#Microsoft.Dynamics.CRM.systemuser', systemuserid: id, ownerid: id },
  })
  expect((await v.as(sergey).post('RevokeAccess', { Target, Revokee: principal })).status).toBe(204)
  expect(await accessOf(pavel, 1204)).toBe('None')
})

test('a new owner has the record, the old one no longer', async () => {
  const bind = { 'ownerid@odata.bind': `/systemusers(${v.organization.person(oksana).id})` }
  expect((await v.as(alina).patch(`opportunities(${romashka})`, bind, { 'If-Match': '*' })).status).toBe(403)
  expect((await v.as(sergey).patch(`opportunities(${romashka})`, bind, { 'If-Match': '*' })).status).toBe(204)
  expect(await accessOf(oksana, 1204)).toContain('WriteAccess')
  expect(await accessOf(sergey, 1204)).toBe('None')
})

test('who has left may do nothing, and his records stay his', async () => {
  v.organization.disable(sergey)
  expect(await accessOf(sergey, 1204)).toBe('None')
  expect(await accessOf(fedor, 1204)).toBe('None')
  const owner = v.organization.read({ table: 'opportunity', number: 1204 })?.ownerid
  expect(owner).toEqual({ table: 'systemuser', id: v.organization.person(sergey).id })
  v.organization.enable(sergey)
  expect(await accessOf(sergey, 1204)).toContain('ReadAccess')
})

test('what lies under a deal is read by whoever has the deal; papers need a role', async () => {
  const task = {
    subject: 'Проверить коды',
    'regardingobjectid_opportunity_task@odata.bind': `/opportunities(${romashka})`,
  }
  await v.as(sergey).post('tasks', task)
  const tasks = async (person: number) => (await v.as(person).get('tasks?$select=subject')).body.value.length
  expect(await Promise.all([sergey, alina, head, james].map(tasks))).toEqual([1, 1, 1, 0])

  const invoices = `invoices?$select=name&$filter=_opportunityid_value eq ${romashka}`
  expect((await v.as(natalia).get(invoices)).body.value).toHaveLength(1)
  expect((await v.as(alina).get(invoices)).status).toBe(403)
  const lines = `opportunityproducts?$filter=_opportunityid_value eq ${romashka}`
  expect((await v.as(alina).get(lines)).body.value).toHaveLength(3)
  expect((await v.as(igor).get(lines)).body.value).toEqual([])
})

test('a note needs the right to append on both sides', async () => {
  const note = { subject: 'x', 'objectid_opportunity@odata.bind': `/opportunities(${romashka})` }
  expect((await v.as(james).post('annotations', note)).status).toBe(403)
  v.organization.share({ table: 'opportunity', id: romashka }, james, sergey, ['Read'])
  expect((await v.as(james).post('annotations', note)).status).toBe(403)
  v.organization.share({ table: 'opportunity', id: romashka }, james, sergey, ['Read', 'AppendTo'])
  expect((await v.as(james).post('annotations', note)).status).toBe(204)
})

test('a secured column is empty for everybody but administrators', async () => {
  const path = `opportunities(${romashka})?$select=budgetamount`
  expect((await v.as(admin).get(path)).body.budgetamount).toBe(1_840_000)
  expect((await v.as(sergey).get(path)).body.budgetamount).toBeNull()
})

test('every unit has its own copy of a role, which names the one it comes from', async () => {
  const { body } = await v
    .as(admin)
    .get("roles?$select=name,_parentrootroleid_value&$filter=name eq 'Salesperson'")
  const roots = new Set(
    body.value.map((role: { _parentrootroleid_value: string }) => role._parentrootroleid_value),
  )
  expect([body.value.length, roots.size]).toEqual([units.length, 1])
})

test('a role is given and taken through its ties', async () => {
  const { id } = v.organization.person(pavel)
  const roles = await v
    .as(admin)
    .get(
      `roles?$select=name&$filter=name eq 'Accountant' and _businessunitid_value eq ${guidOf('businessunit', 4)}`,
    )
  const { roleid } = roles.body.value[0]
  const ties = `systemusers(${id})/systemuserroles_association`
  const body = { '@odata.id': `${v.organization.webApi}roles(${roleid})` }
  expect((await v.as(sergey).post(`${ties}/$ref`, body)).status).toBe(403)
  expect((await v.as(admin).post(`${ties}/$ref`, body)).status).toBe(204)
  expect((await v.as(pavel).get('invoices')).body.value).toHaveLength(2)
  expect((await v.as(admin).delete(`${ties}(${roleid})/$ref`)).status).toBe(204)
  expect((await v.as(pavel).get('invoices')).status).toBe(403)
})
