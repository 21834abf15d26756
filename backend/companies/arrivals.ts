/** Companies that come, come back, or have us renewed: taken in, and everything of ours bound in their portal. */

import type { Answer, Capabilities, Grant, Installing, Portal } from '../../crm-adapters/port.ts'
import { audit } from '../audit/audit.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Store } from '../store/store.ts'
import { install, installerOf, knowCapabilities, portalOf } from './companies.ts'
import type { Grants } from './grants.ts'
import type { Hosts } from './hosts.ts'

export interface ArrivalsDeps {
  store: Store
  crm: Pick<Hosts, 'register' | 'at'>
  secrets: Secrets
  grants: Grants
  /** Our own origin. */
  publicUrl: string
  /** A company has come, or come back. */
  installed(company: string): void
  /** Ends the erasing of what the company had left behind. */
  finishErasing(company: string): Promise<void>
}

export interface Arrivals {
  /** Takes in a company whose administrator the host has just proven. What cannot be bound refuses; then he tries again. */
  takeIn(installing: Installing): Promise<Answer<Capabilities>>
  /** The first half of that: nothing is bound in the portal yet. */
  admit(installing: Installing): Promise<void>
  /** The second half, with the rights of an administrator who has lent them for the moment. */
  bind(portal: Portal, grant: Grant): Promise<Answer<Capabilities>>
  /** Binds again what a portal has lost, and what it has gained places for since. */
  bindAgain(company: string): Promise<Answer<Capabilities>>
}

export function createArrivals(deps: ArrivalsDeps): Arrivals {
  const { store, crm, secrets, grants, publicUrl } = deps

  async function bind(portal: Portal, grant: Grant): Promise<Answer<Capabilities>> {
    const bound = await crm.register(portal, grant, publicUrl)
    if (bound.ok) await store.write(portal.company, (w) => knowCapabilities(w, bound.value))
    return bound
  }

  async function admit(installing: Installing) {
    const { portal, person, grant } = installing
    const takeIn = () =>
      store.write(portal.company, async (w) => {
        const taken = await install(w, secrets, installing)
        if (taken) await grants.keep(w, person.id, grant)
        if (taken) audit(w, { act: 'company.installed', by: { company: portal.company, person: person.id } })
        return taken
      })
    while (!(await takeIn())) await deps.finishErasing(portal.company)
  }

  return {
    admit,
    bind,

    async takeIn(installing) {
      const { portal, grant } = installing
      await admit(installing)
      const bound = await bind(portal, grant)
      if (bound.ok) deps.installed(portal.company)
      return bound
    },

    async bindAgain(company) {
      const portal = await store.read(company, portalOf)
      const installer = await store.read(company, installerOf)
      if (!portal || !installer)
        return { ok: false, reason: 'not_installed', message: 'the company has left' }
      if (crm.at(portal.host)?.signIn) return onlyLent
      return grants.withGrant(company, installer, bind)
    },
  }
}

const onlyLent: Answer<never> = {
  ok: false,
  reason: 'not_granted',
  message: 'an administrator has to lend us his rights for it',
}
