/** An organization a company runs by itself: AD FS vouches for its people, and nobody there has heard of Entra. */
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { certificateIn } from '../../crm-adapters/dynamics365/certificate.ts'
import type { OnPremises } from '../../crm-adapters/dynamics365/entrance.ts'
import {
  ADMINISTRATOR,
  deal,
  given,
  LEFT,
  SELLER,
  SELLER_IN_KYIV,
  type Visit,
  visit,
} from './dynamics365-visit.ts'

const account = { name: 'svc.dealthread@vectrana.example', password: 'the password' }
const app = { clientId: '22222222-2222-4222-8222-222222222222', clientSecret: 'the secret at AD FS' }
const pem = readFileSync(new URL('certificates/ours.pem', import.meta.url), 'utf8')

let town: Visit
afterEach(() => town?.stop())

/** The cloud is declared as well, and lies elsewhere. */
async function house(declare: (adfs: string) => Partial<OnPremises> = () => ({})): Promise<Visit> {
  town = await visit(
    {
      onPremises: account,
      app: {
        ...app,
        name: 'Dealthread',
        redirectUris: ['https://chat.example/dynamics/signed-in'],
        certificate: pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')),
      },
    },
    { cloud: { authority: 'https://login.example', hosts: [] }, allowLoopback: false },
    (organization) => ({
      onPremises: [
        {
          organization: organization.origin,
          adfs: { origin: organization.entraOrigin },
          clientId: app.clientId,
          credential: { secret: app.clientSecret },
          ...declare(organization.entraOrigin),
        },
      ],
    }),
  )
  return town
}

test('a person signs in at AD FS, opens his own deal and not that of another', async () => {
  await house()
  const who = given(await town.signIn(SELLER))
  expect(who).toMatchObject({
    tenant: town.organization.origin,
    object: town.organization.person(SELLER).id,
    login: 'sergey.kotov@vectrana.example',
    lent: null,
  })
  const opening = given(await town.crm.signIn.opening(town.portal, who, deal(1204), 'ru'))
  expect(opening.person).toMatchObject({ name: 'Сергей Котов', admin: false })
  expect(opening.context).toMatchObject({ record: deal(1204) })
  expect(await town.crm.signIn.opening(town.portal, who, deal(1202), 'ru')).toMatchObject({
    reason: 'denied',
  })
  const asked = town.organization.requests.filter(({ operation }) => operation === 'GET opportunities')
  expect(new Set(asked.map(({ caller }) => caller))).toEqual(new Set([who.object]))
  expect(new Set(asked.map(({ real }) => real))).toEqual(new Set([town.organization.applicationUser]))
  expect(town.portal.endpoint).toBe(`${town.organization.origin}/api/data/v9.1/`)
})

test('many are asked for in one round, each by his own rights', async () => {
  await house()
  const own = town.grantOf(SELLER)
  const sees = { ...own, access: town.organization.person(SELLER).id }
  expect(given(await town.crm.visible(town.portal, sees, [deal(1204), deal(1202)]))).toEqual([deal(1204)])
  const inKyiv = { ...own, access: town.organization.person(SELLER_IN_KYIV).id }
  expect(given(await town.crm.visible(town.portal, inKyiv, [deal(1204)]))).toEqual([])
})

test.each<[string, Partial<OnPremises>]>([
  ['with a password, where AD FS asks our account for one', { account }],
  ['with a certificate', { credential: { certificate: certificateIn(pem) } }],
])('our application proves itself %s', async (_, declared) => {
  await house(() => declared)
  const who = given(await town.signIn(SELLER))
  expect(given(await town.crm.signIn.prove(town.portal, who)).person.name).toBe('Сергей Котов')
})

test('an administrator sets us up there: no consent, no control, and an account for an application user', async () => {
  await house()
  const { settingUp, signIn } = town.crm
  const who = given(await town.signIn(ADMINISTRATOR, { lending: town.organization.origin, at: null }))
  const lending = given(await settingUp.prove(town.organization.origin, who))
  expect(lending.person).toMatchObject({ admin: true, id: town.organization.person(ADMINISTRATOR).id })
  given(await settingUp.admitUs(lending))
  expect(given(await settingUp.broughtIn(lending))).toMatchObject({ user: true, role: true, lacking: [] })
  expect(given(await signIn.installing(town.organization.origin, who)).portal).toEqual(town.portal)
  const [form] = given(await settingUp.forms(lending, 'https://chat.example'))
  const { after } = given(await settingUp.change(lending, form!.id, 'https://chat.example'))
  expect(after).toContain('WebResource_dth_dealthread')
  const bound = given(await town.crm.register(town.portal, lending.lent, 'https://chat.example'))
  expect(bound.missing).toEqual(expect.arrayContaining(['CallerObjectId', 'customcontrols']))
})

describe('nobody is let in', () => {
  test.each<[string, (at: string) => Partial<OnPremises>, string]>([
    [
      'by an issuer that was not declared',
      (at) => ({ adfs: { origin: at, issuer: `${at}/other` } }),
      'forged',
    ],
    [
      'whom AD FS names by nothing that was declared',
      (at) => ({ adfs: { origin: at, object: 'objectguid' } }),
      'forged',
    ],
    [
      'for whom AD FS gives no rights at the organization',
      () => ({ resource: 'https://other.example/' }),
      'broken',
    ],
    ['while our application does not prove itself', () => ({ credential: { secret: 'guess' } }), 'broken'],
  ])('%s', async (_, declare, reason) => {
    await house(declare)
    expect(await town.signIn(SELLER)).toMatchObject({ ok: false, reason })
  })

  test('with a token for another application', async () => {
    await house()
    const theirs = 'https://chat.example/dynamics/signed-in'
    town.organization.entra.register({
      clientId: '33333333-3333-4333-8333-333333333333',
      clientSecret: app.clientSecret,
      name: 'Another',
      redirectUris: [theirs],
    })
    const begun = given(await town.crm.signIn.begin({ portal: town.portal, redirectUri: theirs }))
    const elsewhere = new URL(begun.url)
    elsewhere.searchParams.set('client_id', '33333333-3333-4333-8333-333333333333')
    const cookie = town.organization.entra.signedIn(town.organization.person(SELLER).objectId)
    const came = await fetch(elsewhere, { redirect: 'manual', headers: { cookie } })
    const back = new URL(came.headers.get('location') ?? theirs)
    const end = await town.crm.signIn.finish(begun, Object.fromEntries(back.searchParams))
    expect(end).toMatchObject({ ok: false, reason: 'expired' })
  })

  test('whom the organization has no user for, or no longer', async () => {
    await house()
    const who = given(await town.signIn(SELLER))
    town.organization.disable(SELLER)
    expect(await town.crm.signIn.prove(town.portal, who)).toMatchObject({ ok: false, reason: 'dismissed' })
    const gone = given(await town.signIn(SELLER))
    expect(await town.crm.signIn.prove(town.portal, gone)).toMatchObject({ ok: false, reason: 'denied' })
    expect(await town.signIn(LEFT)).toMatchObject({ ok: false })
  })

  test('of one organization at another', async () => {
    await house()
    const who = given(await town.signIn(SELLER))
    const other = { ...who, tenant: 'https://other.example' }
    expect(await town.crm.signIn.prove(town.portal, other)).toMatchObject({ ok: false, reason: 'forged' })
  })
})
