/** With whose rights a company's host is asked. */
import type { Answer, Grant, Portal } from '../../crm-adapters/port.ts'
import { recordRef } from '../records.ts'
import type { Store } from '../store/store.ts'
import { installerOf, portalOf } from './companies.ts'
import type { Grants } from './grants.ts'
import type { Hosts } from './hosts.ts'

export interface AskingDeps {
  store: Store
  crm: Hosts
  grants: Grants
}

type Ask<T> = (portal: Portal, grant: Grant) => Promise<Answer<T>>

export function createAsking({ store, crm, grants }: AskingDeps) {
  /** With our own rights there, or those of whoever installed us: for what happens by itself. */
  async function asInstaller<T>(company: string, ask: Ask<T>): Promise<Answer<T>> {
    const portal = await store.read(company, portalOf)
    const own = portal && crm.at(portal.host)?.own
    if (own) return ask(portal, own)
    const installer = await store.read(company, installerOf)
    if (!installer) return { ok: false, reason: 'not_installed', message: 'the company is not installed' }
    return grants.withGrant(company, installer, ask)
  }

  return {
    asInstaller,

    /** Null stands for nobody in particular. */
    asWhom: <T>(company: string, person: string | null, ask: Ask<T>) =>
      person === null ? asInstaller(company, ask) : grants.withGrant(company, person, ask),

    /** Whether the host shows this person a record now. */
    async sees(company: string, person: string, record: string): Promise<boolean> {
      const refs = [recordRef(record)]
      const seen = await grants.withGrant(company, person, (portal, grant) =>
        crm.visible(portal, grant, refs),
      )
      return seen.ok && seen.value.length > 0
    },
  }
}
