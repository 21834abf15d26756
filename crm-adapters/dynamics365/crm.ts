/**
 * Dynamics 365 as a `Crm`. Nothing of a person's is kept but what Entra calls him: our application asks in his name, so
 * the organization's own rights decide.
 */

import { outbound } from '../outbound.ts'
import type { Answer, Crm, Deed, Grant, HostCall, Portal } from '../port.ts'
import { refusal } from '../refusal.ts'
import { realTime } from '../time.ts'
import { changesSince } from './changes.ts'
import { addressesIn, type Cloud } from './clouds.ts'
import { consentUrl } from './consent.ts'
import type { Credential } from './credential.ts'
import { APPLICATION, type Caller, dataverse } from './dataverse.ts'
import { act, done } from './deeds.ts'
import { inCloud, type Naming, type OnPremises, onPremises } from './entrance.ts'
import { environmentsOf } from './environments.ts'
import { heard, nameOf, readEvent } from './events.ts'
import { homeAt, homes, sameOrganization } from './home.ts'
import { largest } from './keeping.ts'
import { formOf, kindOf } from './kinds.ts'
import { languageOf } from './languages.ts'
import { lendingOf } from './lending.ts'
import { glances, revisions, visible } from './lists.ts'
import { numberFields } from './number-fields.ts'
import { panel } from './panel.ts'
import { guid } from './passed.ts'
import { people, personCalled } from './people.ts'
import { type QueueOptions, queues } from './queue.ts'
import { mergedInto, record } from './records.ts'
import { bindEverything } from './registering.ts'
import { texts } from './relaying.ts'
import { service } from './service.ts'
import { settingUp } from './setting-up.ts'
import { door } from './sign-in.ts'
import { signIn } from './signing-in.ts'
import { homeAddress } from './site-map.ts'
import { stagesOf } from './stages.ts'
import { tasks } from './tasks.ts'

export interface Dynamics365Options extends QueueOptions {
  /** Of our application in Entra. */
  clientId: string
  credential: Credential
  cloud: Cloud
  /** Organizations that companies run by themselves. */
  onPremises?: OnPremises[]
  /** Secret our steps at this company show; always the same, and told to nobody else. */
  webhookSecret(company: string): string
  /** Lets organizations and Entra be on this machine, for development. */
  allowLoopback: boolean
  now?: () => Date
  /** Told of every call when it is over. */
  told?: (call: HostCall) => void
  /** Told what time it is where an answer came from. */
  dated?: ((at: Date) => void) | undefined
}

/** How an organization is asked when nothing is said about it: somebody waits. */
type Asking = Partial<Pick<Caller, 'urgent' | 'record'>>

/** A grant of somebody Entra knows does not run out; that he is still there is asked of the organization. */
const LASTS = 365 * 24 * 3600 * 1000

export type Dynamics365 = Crm & Required<Pick<Crm, 'signIn' | 'settingUp' | 'own'>>

export function dynamics365({
  now = () => new Date(),
  told = () => {},
  time = realTime,
  ...options
}: Dynamics365Options): Dynamics365 {
  const { clientId, cloud, webhookSecret, onPremises: declared = [] } = options
  const houses = new Map(declared.map((house) => [house.organization, house]))
  const isOnPremises = (origin: string) => houses.has(origin)
  // They lie where their companies have put them, as the operator of this server has declared.
  const inside = declared.flatMap(({ organization, adfs }) => [organization, adfs.origin])
  const send = outbound({ ...options, inside })
  const addresses = addressesIn(cloud, { ...options, declared: new Set(houses.keys()) })
  const entrance = (tenant: string) => {
    const house = houses.get(tenant)
    return house ? onPremises(house) : inCloud(cloud, options, tenant)
  }
  const ours = service({
    ...{ send, entrance, told, now },
    onPremises: ({ endpoint }) => isOnPremises(new URL(endpoint).origin),
  })
  const lineTo = queues({ ...options, time })
  const naming = ({ origin }: Portal): Naming =>
    isOnPremises(origin)
      ? { header: 'MSCRMCallerID', column: 'systemuserid' }
      : { header: 'CallerObjectId', column: 'azureactivedirectoryobjectid' }
  const way = { send, service: ours, naming, told, now, lineTo }
  const granted = (object: string): Grant => ({
    access: object,
    refresh: null,
    expiresAt: new Date(now().getTime() + LASTS),
  })
  const own = granted(APPLICATION)
  // It names its company: a copied environment shows that of the one it was copied from.
  const secretOf = (company: string) => `${company}.${webhookSecret(company)}`

  const as = (portal: Portal, grant: Pick<Grant, 'access' | 'person'>, asking: Asking = {}) =>
    dataverse(way, { portal, grant, urgent: true, ...asking })
  const byOurselves = (portal: Portal) => as(portal, own)
  const lending = lendingOf({ addresses, onPremises: isOnPremises, as })
  const home = homes(byOurselves, addresses)
  const stages = stagesOf(byOurselves)
  const place = (portal: Portal, grant: Grant, deed: Deed) => ({
    company: portal.company,
    dataverse: as(portal, grant, { urgent: false, ...about(deed) }),
  })

  return {
    host: 'dynamics365',
    wants: { scopes: [], placements: [], events: heard.map(nameOf) },
    own,

    claimedCompany: ({ query }) => guid(query.installation ?? ''),
    // A bare frame is passed the number of a language instead.
    claimedLocale: ({ query }) => query.lang ?? languageOf(Number(query.userlcid) || null),
    installing: async () => bySigningIn,
    opening: async () => bySigningIn,
    prove: async () => bySigningIn,
    reinstalling: async () => refusal('forged', 'no organization tells of our installation'),

    signIn: signIn({
      provider: ({ origin }) => new URL(houses.get(origin)?.adfs.origin ?? cloud.authority).origin,
      door: door({ send, entrance, now, time }),
      consentUrl: (consent) => consentUrl(cloud.authority, clientId, consent),
      tenant: ours.tenant,
      onPremises: isOnPremises,
      discovery: cloud.discovery,
      addresses,
      home,
      stages,
      as,
      byOurselves,
      granted,
      webhookSecret: secretOf,
      lending,
      time,
    }),
    settingUp: settingUp({
      ...{ clientId, lending, as, byOurselves },
      onPremises: isOnPremises,
      environments: environmentsOf({ send, addresses, discovery: cloud.discovery }),
    }),

    register: (portal, grant, publicUrl) =>
      bindEverything(as(portal, grant), {
        ...{ portal, publicUrl, secret: secretOf(portal.company) },
        lacks: isOnPremises(portal.origin) ? ['CallerObjectId', 'customcontrols'] : [],
      }),

    event: (body, headers = {}) => readEvent(body, headers),

    async standing(portal, grant) {
      const asked = await homeAt(as(portal, grant), addresses)
      if (!asked.ok) return asked
      const same = sameOrganization(asked.value, portal)
      if (!same.ok) return same
      const moved = addresses.organization(asked.value.origin ?? '')
      return { ok: true, value: { portal: { ...portal, ...moved }, installed: true } }
    },

    record: (portal, grant, ref) => record(as(portal, grant, { record: ref }), ref, () => stages(portal)),
    mergedInto: (portal, grant, ref) => mergedInto(as(portal, grant, { urgent: false, record: ref }), ref),
    panel: (portal, grant, ref, margin) => panel(as(portal, grant, { record: ref }), ref, margin),
    numberFields: (portal, grant) => numberFields(as(portal, grant)),
    revisions: (portal, grant, refs) => revisions(as(portal, grant, { urgent: false }), refs),
    visible: (portal, grant, refs) => visible(as(portal, grant), refs),
    glances: async (portal, grant, refs) => glances(as(portal, grant), refs, await stages(portal)),
    people: (portal, grant) => people(as(portal, grant, { urgent: false })),
    cardUrl({ origin }, { type, id }) {
      const table = kindOf(type)?.table
      return table ? new URL(formOf(table, id), origin).href : null
    },
    homeUrl: ({ origin }, publicUrl) => homeAddress(origin, publicUrl),
    tasks: (portal, grant, ids) => tasks(as(portal, grant, { urgent: false }), ids),
    texts: (portal, grant, entries) => texts(as(portal, grant), entries),

    act: (portal, grant, deed) => act(place(portal, grant, deed), deed),
    done: (portal, grant, deed) => done(place(portal, grant, deed), deed),

    leavesTo: 'record',
    largestFile: (portal, grant) => largest(as(portal, grant, { urgent: false })),

    changesSince: (portal, grant, mark) => changesSince(as(portal, grant, { urgent: false }), mark),

    knock: async () => refusal('unsupported', 'Dynamics tells of nothing but changes'),
    traffic: (company) => ({ ...lineTo(company, 'our own').traffic(), resting: [] }),

    async renew(portal, grant) {
      if (guid(grant.access) === undefined)
        return refusal('expired', 'what was lent for an hour is not lent again')
      const known = await personCalled(byOurselves(portal), grant.access)
      if (known.ok) return { ok: true, value: granted(grant.access) }
      const left = known.reason === 'denied' || known.reason === 'dismissed'
      return left ? refusal('expired', known.message) : known
    },
  }
}

/** Which record the log of calls is to name. */
const about = (deed: Deed) => ('record' in deed && deed.record ? { record: deed.record } : {})

const bySigningIn: Answer<never> = refusal('unsupported', 'people of Dynamics sign in at Entra: see signIn')
