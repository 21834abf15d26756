/** The CRMs this server knows, one for each kind of host that is set up. A company is asked at its own. */
import type { Answer, Crm, CrmPerson, Grant, HostName, Portal } from '../../crm-adapters/port.ts'

/** What is asked of a portal, whichever host it is of. */
const verbs = [
  'register',
  'standing',
  'prove',
  'record',
  'mergedInto',
  'panel',
  'numberFields',
  'revisions',
  'act',
  'largestFile',
  'done',
  'tasks',
  'texts',
  'visible',
  'glances',
  'knock',
  'people',
  'renew',
] as const satisfies (keyof Crm)[]

type AtPortals = Pick<Crm, (typeof verbs)[number]>

export interface Hosts extends AtPortals {
  readonly all: readonly Crm[]
  /** Undefined where that host is not set up here. */
  at(host: HostName): Crm | undefined
  /** Who somebody is now whose grant we keep. */
  who(portal: Portal, grant: Grant): Promise<Answer<CrmPerson>>
}

export function hostsOf(all: readonly Crm[]): Hosts {
  const at = (host: HostName) => all.find((crm) => crm.host === host)

  function asking(verb: keyof AtPortals) {
    return async (portal: Portal, grant: Grant, ...about: unknown[]): Promise<Answer<unknown>> => {
      // One verb's arguments are what its caller was made to give; seen from here they are any verb's.
      const ask = at(portal.host)?.[verb] as ((...asked: unknown[]) => Promise<Answer<unknown>>) | undefined
      return ask ? ask(portal, grant, ...about) : notSetUp(portal.host)
    }
  }

  return {
    all,
    at,
    // Each verb passes on what it is given to the verb of the same name.
    ...(Object.fromEntries(verbs.map((verb) => [verb, asking(verb)])) as unknown as AtPortals),
    async who(portal, grant) {
      const crm = at(portal.host)
      if (!crm) return notSetUp(portal.host)
      if (crm.signIn) return crm.signIn.still(portal, grant)
      const proven = await crm.prove(portal, grant.access)
      return proven.ok ? { ok: true, value: proven.value.person } : proven
    },
  }
}

/** The server was started without this host, perhaps only for a while: nothing is known of its people and records. */
export function notSetUp(host: HostName): Answer<never> {
  return { ok: false, reason: 'unreachable', message: `${host} is not set up on this server` }
}
