/** How people and administrators of an organization come to us: vouched for by Entra, and then looked up in the organization. */
import type { Answer, CrmPerson, Grant, Portal, SettingUp, SignedIn, SignIn } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Addresses } from './clouds.ts'
import { type Consent, consentedIn } from './consent.ts'
import type { Caller, Dataverse } from './dataverse.ts'
import { type Home, sameOrganization } from './home.ts'
import { recordOf } from './kinds.ts'
import { personCalled } from './people.ts'
import { ANY_TENANT } from './provider.ts'
import { record } from './records.ts'
import type { Service } from './service.ts'
import type { Door } from './sign-in.ts'
import type { Stages } from './stages.ts'

export interface SigningInDeps {
  /** Origin of the identity provider. */
  provider: string
  door: Door
  consentUrl(consent: Consent): string
  tenant: Service['tenant']
  addresses: Addresses
  /** Which organization answers at a portal's address. */
  home(portal: Portal): Promise<Answer<Home>>
  stages(portal: Portal): Promise<Stages>
  as(
    portal: Portal,
    grant: Pick<Grant, 'access' | 'person'>,
    asking?: Partial<Pick<Caller, 'record'>>,
  ): Dataverse
  byOurselves(portal: Portal): Dataverse
  /** An organization whose administrator has lent us his rights. */
  lending: SettingUp['prove']
  /** For one whom Entra calls so. */
  granted(object: string): Grant
  webhookSecret(company: string): string
}

export function signIn(deps: SigningInDeps): SignIn {
  const { door, addresses, as, byOurselves, granted } = deps

  /** Somebody of the organization's own tenant, and a user of it. */
  async function known(portal: Portal, { tenant, object }: SignedIn): Promise<Answer<CrmPerson>> {
    const [home, person] = await Promise.all([deps.home(portal), personCalled(byOurselves(portal), object)])
    if (!home.ok) return home
    const same = sameOrganization(home.value, portal)
    if (!same.ok) return same
    if (home.value.tenant !== tenant) return refusal('forged', 'somebody of another tenant')
    return person
  }

  return {
    provider: deps.provider,
    consent: ({ tenant = ANY_TENANT, ...to }) => deps.consentUrl({ tenant, ...to }),
    consented: consentedIn,
    record: recordOf,
    finish: door.finish,

    async begin({ portal, lending, ...how }) {
      const address = lending === undefined ? undefined : addresses.organization(lending)
      if (lending !== undefined && !address) return elsewhere
      const at = portal ?? address
      const tenant = at ? await deps.tenant(at) : { ok: true as const, value: ANY_TENANT }
      if (!tenant.ok) return tenant
      return { ok: true, value: door.begin({ ...how, tenant: tenant.value, lending: address?.origin }) }
    },

    async opening(portal, who, ref, locale) {
      const grant = granted(who.object)
      const [person, context] = await Promise.all([
        known(portal, who),
        ref ? record(as(portal, grant, { record: ref }), ref, () => deps.stages(portal)) : null,
      ])
      if (!person.ok) return person
      if (context && !context.ok) return context
      return {
        ok: true,
        value: { portal, person: person.value, grant, context: context?.value ?? null, locale },
      }
    },

    async prove(portal, who) {
      const person = await known(portal, who)
      return person.ok ? { ok: true, value: { person: person.value, grant: granted(who.object) } } : person
    },

    async at(address) {
      const at = addresses.organization(address)
      if (!at) return elsewhere
      const unnamed: Portal = { host: 'dynamics365', company: '', ...at }
      const home = await deps.home(unnamed)
      return home.ok ? { ok: true, value: { ...unnamed, company: home.value.organization } } : home
    },

    async still(portal, grant) {
      const [home, person] = await Promise.all([
        deps.home(portal),
        personCalled(byOurselves(portal), grant.access),
      ])
      if (!home.ok) return home
      const same = sameOrganization(home.value, portal)
      return same.ok ? person : same
    },

    async installing(address, who) {
      const proven = await deps.lending(address, who)
      if (!proven.ok) return proven
      const { portal, person } = proven.value
      const us = await byOurselves(portal).read('WhoAmI')
      if (!us.ok) return us
      return {
        ok: true,
        value: {
          portal,
          person,
          grant: granted(who.object),
          applicationToken: deps.webhookSecret(portal.company),
          scopes: [],
          locale: null,
        },
      }
    },
  }
}

const elsewhere: Answer<never> = refusal('malformed', 'not an address of an organization')
