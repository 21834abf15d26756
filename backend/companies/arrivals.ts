/** Companies that come, come back, or have us renewed: taken in, and everything of ours bound in their portal. */
import type { Answer, Capabilities, Crm, Grant, Installing, Portal } from '../../crm-adapters/port.ts'
import type { Secrets } from '../secrets.ts'
import type { Store } from '../store/store.ts'
import { install, installerOf, knowCapabilities } from './companies.ts'
import type { Grants } from './grants.ts'

export interface ArrivalsDeps {
  store: Store
  crm: Pick<Crm, 'host' | 'register'>
  secrets: Secrets
  grants: Grants
  /** Our own origin. */
  publicUrl: string
  /** A company has come, or come back. */
  installed(company: string): void
}

export interface Arrivals {
  /** Takes in a company whose administrator the host has just proven. What cannot be bound refuses; then he tries again. */
  takeIn(installing: Installing): Promise<Answer<Capabilities>>
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

  return {
    async takeIn(installing) {
      const { portal, person, grant } = installing
      await store.write(portal.company, async (w) => {
        await install(w, secrets, crm.host, installing)
        await grants.keep(w, person.id, grant)
      })
      const bound = await bind(portal, grant)
      if (bound.ok) deps.installed(portal.company)
      return bound
    },

    async bindAgain(company) {
      const installer = await store.read(company, installerOf)
      if (!installer) return { ok: false, reason: 'not_installed', message: 'the company has left' }
      return grants.withGrant(company, installer, bind)
    },
  }
}
