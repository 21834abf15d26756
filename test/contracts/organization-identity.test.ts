import { afterEach, beforeEach, expect, test } from 'vitest'
import { admin, alina, fedor, idOf, romashka, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

test('without a good token the answer is empty and says where to get one', async () => {
  for (const token of [
    '',
    'none',
    await v.organization.entra.sign({ aud: v.organization.origin }, 'unknown'),
  ]) {
    const { status, body, headers } = await v.ask(token, 'GET', 'WhoAmI')
    expect([status, body]).toEqual([401, ''])
    expect(headers.get('www-authenticate')).toBe(
      `Bearer authorization_uri=${v.organization.entraOrigin}/${v.organization.tenantId}/oauth2/authorize, resource_id=${v.organization.origin}/`,
    )
  }
})

test('a token dies when its time is over, or when all of them are told to', async () => {
  const token = await v.organization.entra.applicationToken()
  expect((await v.ask(token, 'GET', 'WhoAmI')).status).toBe(200)
  v.passes(3600)
  expect((await v.ask(token, 'GET', 'WhoAmI')).status).toBe(401)

  const another = await v.organization.entra.applicationToken()
  v.organization.faults.expireTokens()
  expect((await v.ask(another, 'GET', 'WhoAmI')).status).toBe(401)
  expect((await v.app('GET', 'WhoAmI')).status).toBe(200)
})

test('a token for another organization of the same tenant is not taken', async () => {
  const other = await visit({ beside: v.organization, name: 'copy' })
  const token = await other.organization.entra.applicationToken()
  expect((await other.ask(token, 'GET', 'WhoAmI')).status).toBe(200)
  expect((await v.ask(token, 'GET', 'WhoAmI')).status).toBe(401)
  expect(other.organization.organizationId).not.toBe(v.organization.organizationId)
  expect(other.organization.tenantId).toBe(v.organization.tenantId)
  await other.leave()
})

test('who is known to Entra and not to the organization is no member; who is disabled is refused', async () => {
  v.organization.removeApplicationUser()
  expect(await v.app('GET', 'WhoAmI')).toMatchObject({ status: 401, body: { error: { code: '0x80072560' } } })
  expect((await v.as(fedor).get('WhoAmI')).status).toBe(403)
})

test('the organization says who asks and which tenant it belongs to', async () => {
  const { organization } = v
  expect((await v.appFor(sergey, 'GET', 'WhoAmI')).body).toMatchObject({
    UserId: organization.person(sergey).id,
    OrganizationId: organization.organizationId,
  })
  const path =
    "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
  expect((await v.app('GET', path)).body.Detail).toMatchObject({
    OrganizationId: organization.organizationId,
    TenantId: organization.tenantId,
    State: 'Enabled',
  })
})

test('whoever is impersonated is named by his id in Entra or by his id in Dataverse', async () => {
  const { id } = v.organization.person(sergey)
  expect((await v.app('GET', 'WhoAmI', undefined, { MSCRMCallerID: id })).body.UserId).toBe(id)
  const unknown = { CallerObjectId: '00000000-0000-4000-8000-000000000000' }
  expect((await v.app('GET', 'WhoAmI', undefined, unknown)).status).toBe(401)
  expect((await v.appFor(fedor, 'GET', 'WhoAmI')).status).toBe(403)
})

test('only who may act for others is let to', async () => {
  const { objectId } = v.organization.person(alina)
  const refused = await v.as(sergey).get('WhoAmI', { CallerObjectId: objectId })
  expect(refused).toMatchObject({ status: 403, body: { error: { code: '0x80040220' } } })
  v.organization.giveRole(sergey, 'Delegate')
  expect((await v.as(sergey).get('WhoAmI', { CallerObjectId: objectId })).status).toBe(200)
})

test('impersonation gives what both may: neither the person’s nor the application’s more', async () => {
  const path = `opportunities(${romashka})`
  // The administrator may write it, the application may not; so together they may not.
  expect((await v.as(admin).patch(path, { description: 'x' }, { 'If-Match': '*' })).status).toBe(204)
  expect(await v.appFor(admin, 'PATCH', path, { description: 'y' }, { 'If-Match': '*' })).toMatchObject({
    status: 403,
    body: { error: { code: '0x80040220' } },
  })
  // The application may read every deal, this person only his own.
  expect((await v.app('GET', `opportunities(${romashka})`)).status).toBe(200)
  v.organization.unshare({ table: 'opportunity', id: romashka }, alina, sergey)
  expect(await v.appFor(alina, 'GET', `opportunities(${romashka})`)).toMatchObject({
    status: 403,
    body: { error: { code: '0x80048306' } },
  })
})

test('a record made for somebody names him, and who did it for him', async () => {
  const made = await v.appFor(sergey, 'POST', 'annotations', {
    subject: 'Итог',
    'objectid_opportunity@odata.bind': `/opportunities(${romashka})`,
  })
  const { body } = await v.as(sergey).get(idOf(made, 'annotations').slice(1))
  expect(body).toMatchObject({
    _createdby_value: v.organization.person(sergey).id,
    _createdonbehalfby_value: v.organization.applicationUser,
    _ownerid_value: v.organization.person(sergey).id,
  })
})

test('an organization that is switched off answers nobody', async () => {
  v.organization.faults.disableOrganization()
  expect(await v.app('GET', 'WhoAmI')).toMatchObject({
    status: 403,
    body: { error: { message: 'The organization is disabled.' } },
  })
  v.organization.faults.enableOrganization()
  expect((await v.app('GET', 'WhoAmI')).status).toBe(200)
})

test('people of another company have nothing here, though one Entra serves both', async () => {
  const tenantId = '0d3f1c2a-7b1e-4c55-9a44-6a1f0a7c9e10'
  const other = await visit({ beside: v.organization, name: 'other', tenantId })
  const stranger = other.organization.person(sergey).objectId
  expect(stranger).not.toBe(v.organization.person(sergey).objectId)
  expect((await other.appFor(sergey, 'GET', 'WhoAmI')).status).toBe(200)
  expect((await v.app('GET', 'WhoAmI', undefined, { CallerObjectId: stranger })).status).toBe(401)
  const token = await other.organization.entra.personToken(stranger)
  expect((await v.ask(token, 'GET', 'WhoAmI')).status).toBe(401)
  await other.leave()
})
