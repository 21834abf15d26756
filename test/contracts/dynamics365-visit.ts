/** The local organization with our adapter beside it, and people who come in by the local Entra. */
import type { Dynamics365Options } from '../../crm-adapters/dynamics365/crm.ts'
import {
  guidOf,
  type LocalOrganization,
  type OrganizationOptions,
  startOrganization,
} from '../../crm-adapters/dynamics365/organization/organization.ts'
import { dynamics365 } from '../../crm-adapters/index.ts'
import type { Answer, Grant, HostCall, Portal, RecordRef, SignedIn } from '../../crm-adapters/port.ts'

const CLIENT = '11111111-1111-4111-8111-111111111111'
const REDIRECT = 'https://chat.example/dynamics/signed-in'
const app = {
  clientId: CLIENT,
  clientSecret: 'the client secret',
  name: 'Dealthread',
  redirectUris: [REDIRECT],
}

/** People of the story, by its numbers. */
export const ADMINISTRATOR = 1
export const LEADER = 5
export const SELLER = 7
export const SELLER_IN_KYIV = 8
export const SPECIALIST = 9
export const STOREKEEPER = 16
export const LEFT = 25

export interface Visit {
  organization: LocalOrganization
  crm: ReturnType<typeof dynamics365>
  portal: Portal
  calls: HostCall[]
  grantOf(person: number): Grant
  /** Signs in at Entra as that person, whose browser Entra knows. */
  signIn(
    person: number,
    more?: { lending?: string; silent?: boolean; at?: Portal | null },
  ): Promise<Answer<SignedIn>>
  stop(): Promise<void>
}

export async function visit(
  options: Partial<OrganizationOptions> = {},
  more: Partial<Dynamics365Options> = {},
  there: (organization: LocalOrganization) => Partial<Dynamics365Options> = () => ({}),
): Promise<Visit> {
  const organization = await startOrganization({ app, ...options })
  const { origin, webApi, organizationId, entraOrigin } = organization
  const calls: HostCall[] = []
  const crm = dynamics365({
    clientId: CLIENT,
    credential: { secret: app.clientSecret },
    cloud: { authority: entraOrigin, hosts: [] },
    webhookSecret: (company) => `secret of ${company}`,
    allowLoopback: true,
    told: (call) => calls.push(call),
    ...(options.now && { now: options.now }),
    ...more,
    ...there(organization),
  })
  const portal: Portal = { host: 'dynamics365', company: organizationId, origin, endpoint: webApi }

  return {
    organization,
    crm,
    portal,
    calls,
    grantOf(person) {
      const { id, objectId } = organization.person(person)
      return { access: objectId, refresh: null, expiresAt: new Date(Date.now() + 3_600_000), person: id }
    },
    async signIn(person, { at = portal, ...how } = {}) {
      const { account, objectId } = organization.person(person)
      const begun = await crm.signIn.begin({
        ...(at && { portal: at }),
        redirectUri: REDIRECT,
        login: account,
        ...how,
      })
      if (!begun.ok) return begun
      const cookie = organization.entra.signedIn(objectId)
      const came = await fetch(begun.value.url, { redirect: 'manual', headers: { cookie } })
      const back = new URL(came.headers.get('location') ?? REDIRECT)
      return crm.signIn.finish(begun.value, Object.fromEntries(back.searchParams))
    },
    stop: () => organization.stop(),
  }
}

export const deal = (number: number): RecordRef => ({ type: 'deal', id: guidOf('opportunity', number) })

/** What was answered; throws when it was refused. */
export function given<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.message}`)
  return answer.value
}
