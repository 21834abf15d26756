/** How people and administrators of an organization come to us: vouched for by Entra, and then looked up in the organization. */
import { text } from '../json.ts'
import type { Answer, CrmPerson, Grant, Portal, SettingUp, SignedIn, SignIn, SigningIn } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Time } from '../time.ts'
import type { Addresses } from './clouds.ts'
import { type Consent, consentedIn } from './consent.ts'
import type { Caller, Dataverse } from './dataverse.ts'
import { type Home, languageAt, sameOrganization } from './home.ts'
import { recordOf } from './kinds.ts'
import { lately } from './lately.ts'
import { guid } from './passed.ts'
import { personCalled } from './people.ts'
import { ANY_TENANT } from './provider.ts'
import { record } from './records.ts'
import type { Service } from './service.ts'
import type { Door } from './sign-in.ts'
import type { Stages } from './stages.ts'

export interface SigningInDeps {
  /** Origin of the identity provider. */
  provider(portal: Portal): string
  door: Door
  consentUrl(consent: Consent): string
  tenant: Service['tenant']
  /** An organization's origin, where a company runs it by itself and that origin is what people there are known by. */
  onPremises(tenant: string): boolean
  /** Origin of the list of organizations; undefined where there is none. */
  discovery: string | undefined
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
  time: Pick<Time, 'now'>
}

export function signIn(deps: SigningInDeps): SignIn {
  const { door, addresses, as, byOurselves, granted, time } = deps
  const [homes, people] = [lately<Home>(time), lately<CrmPerson>(time)]

  /** Somebody of the organization's own tenant, and a user of it; `lately` where it is enough that it has said so. */
  async function known(
    portal: Portal,
    { tenant, object }: SignedIn,
    when: 'now' | 'lately' = 'now',
  ): Promise<Answer<CrmPerson>> {
    const { company, endpoint } = portal
    const he = `${company} ${object}`
    const said = await Promise.all([
      homes.heard(endpoint, () => deps.home(portal)),
      people.heard(he, () => personCalled(byOurselves(portal), object)),
    ])
    const home = when === 'now' ? said[0] : homes.orLast(endpoint, said[0])
    const person = when === 'now' ? said[1] : people.orLast(he, said[1])
    if (!home.ok) return home
    // A copy of an environment at the address of the first: nobody has connected that one.
    const same = sameOrganization(home.value, portal)
    if (!same.ok) return refusal('not_installed', same.message)
    const own = deps.onPremises(portal.origin) ? portal.origin : home.value.tenant
    return own === tenant ? person : refusal('forged', 'somebody of another tenant')
  }

  /** On premises only the organization knows whom AD FS means: it is asked with the rights he has lent us by signing in. */
  async function userOnPremises(begun: SigningIn, came: SignedIn): Promise<Answer<SignedIn>> {
    const at = addresses.organization(begun.tenant)
    if (!at || !came.lent) return refusal('broken', 'sign-in: no rights came with the person')
    const asked = await as({ host: 'dynamics365', company: '', ...at }, came.lent).read('WhoAmI')
    // Whom AD FS knows and the organization does not is nobody there.
    if (!asked.ok && asked.reason !== 'dismissed') return asked
    const object = (asked.ok && guid(text(asked.value.UserId) ?? '')) || ''
    return { ok: true, value: { ...came, tenant: at.origin, object, lent: begun.lending ? came.lent : null } }
  }

  return {
    provider: deps.provider,
    consent: ({ tenant = ANY_TENANT, ...to }) => deps.consentUrl({ tenant, ...to }),
    consented: consentedIn,
    record: recordOf,

    async finish(begun, query) {
      const came = await door.finish(begun, query)
      return came.ok && deps.onPremises(begun.tenant) ? userOnPremises(begun, came.value) : came
    },

    async begin({ portal, lending, listing, ...how }) {
      if (listing) {
        if (!deps.discovery) return refusal('unsupported', 'there is no list of organizations here')
        return { ok: true, value: door.begin({ ...how, tenant: ANY_TENANT, lending: deps.discovery }) }
      }
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
      const person = await known(portal, who, 'lately')
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
      const us = byOurselves(portal)
      const here = await us.read('WhoAmI')
      if (!here.ok) return here
      return {
        ok: true,
        value: {
          portal,
          person,
          grant: granted(who.object),
          applicationToken: deps.webhookSecret(portal.company),
          scopes: [],
          locale: await languageAt(us, portal),
        },
      }
    },
  }
}

const elsewhere: Answer<never> = refusal('malformed', 'not an address of an organization')
