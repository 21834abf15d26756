/** The pages of the local organization over HTTP: who sees them, under which policy, and what browsers load from it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  contentSecurity,
  startOrganization,
} from '../../crm-adapters/dynamics365/organization/organization.ts'
import { controlName, webResources } from '../../crm-adapters/dynamics365/solution.ts'
import { type Administrator, administrator } from '../organization-forms.ts'
import { admin, app, james, sergey } from './organization-visit.ts'

let organization: Awaited<ReturnType<typeof startOrganization>>
let boss: Administrator
beforeAll(async () => {
  organization = await startOrganization({ app })
  boss = await administrator(organization)
  await boss.importSolution()
}, 60_000)
afterAll(() => organization?.stop())

const get = (path: string) => fetch(`${organization.origin}${path}`, { redirect: 'manual' })

test('the app greets a person in his own language, or in the one he chooses', async () => {
  const mine = await (await get(`/main.aspx?as=${james}`)).text()
  expect(mine).toContain('<html lang="en" dir="ltr"')
  expect(mine).toContain('Opportunities')
  expect(await (await get(`/main.aspx?as=${james}&lcid=1058`)).text()).toContain('Потенційні угоди')
  expect(await (await get(`/main.aspx?as=${james}&lcid=1037`)).text()).toContain('<html lang="he" dir="rtl"')
})

test('nobody else than a user of the organization gets in', async () => {
  expect((await get('/main.aspx?as=4711')).status).toBe(404)
  expect((await get(`/main.aspx?as=${organization.applicationUser}`)).status).toBe(404)
  expect((await get('/main.aspx?as=25')).status).toBe(403)
})

test('what the page is told cannot end the script it is told in', async () => {
  organization.change(
    { table: 'systemuser', id: organization.person(james).id },
    { title: '</script>' },
    admin,
  )
  const page = await (await get(`/main.aspx?as=${james}`)).text()
  expect(page.split('</script>')).toHaveLength(3)
})

test('the policy that is on by default is the documented one, and so is the strict one with what was added to it', async () => {
  const policy = async () => (await get(`/main.aspx?as=${sergey}`)).headers.get('content-security-policy')
  expect(await policy()).toBe(
    "script-src * 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; style-src * 'unsafe-inline' blob:; font-src * data:; frame-ancestors 'self' https://*.powerapps.com",
  )
  const settings = contentSecurity({ strict: true, sources: { 'frame-src': ['https://chat.example.com'] } })
  organization.change({ table: 'organization', id: organization.organizationId }, settings, admin)
  expect(await policy()).toContain("frame-src 'self' blob: https://chat.example.com;")
  expect(await policy()).toContain("connect-src 'self' blob: data: wss:;")
  expect(await policy()).not.toContain('*;')
})

test('who uses the app in the window in front is signed in at Entra, and asks the Web API in his own name', async () => {
  const asked = (front: string) =>
    fetch(`${organization.origin}/local/session?as=${sergey}&front=${front}`, { method: 'POST' })
  expect((await asked('0')).headers.get('set-cookie')).toBe(null)
  const answer = await asked('1')
  const signedIn = organization.entra.signedIn(organization.person(sergey).objectId)
  expect(answer.headers.get('set-cookie')).toContain(signedIn)
  const { token } = (await answer.json()) as { token: string }
  const who = await fetch(`${organization.webApi}WhoAmI`, { headers: { authorization: `Bearer ${token}` } })
  expect(await who.json()).toMatchObject({ UserId: organization.person(sergey).id })
})

test('a control’s files and web resources are served under their names, scripts without a charset', async () => {
  const bundle = await get(`/webresources/cc_${controlName}/bundle.js`)
  expect([bundle.status, bundle.headers.get('content-type')]).toEqual([200, 'text/javascript'])
  expect(await bundle.text()).toContain('registerControl')
  expect((await get(`/webresources/cc_${controlName}/strings/CardChat.1058.resx`)).status).toBe(200)
  expect((await get(`/webresources/cc_${controlName}/../secret`)).status).toBe(404)
  const page = await get(`/WebResources/${webResources.page}`)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).not.toBe(null)
  expect((await get('/WebResources/dth_/dealthread/nothing.js')).status).toBe(404)
})
