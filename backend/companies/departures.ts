/**
 * Companies that let us go. Whoever has once opened a card knows the secret such an event is proven by, so the event
 * counts for nothing until the host's own authority says that our grants are dead.
 */

import type { Crm } from '../../crm-adapters/port.ts'
import { audit } from '../audit/audit.ts'
import type { Store } from '../store/store.ts'
import { uninstall, witnesses } from './companies.ts'
import type { Grants } from './grants.ts'
import type { Sessions } from './sessions.ts'

export interface DeparturesDeps {
  store: Store
  crm: Pick<Crm, 'standing'>
  grants: Pick<Grants, 'withGrant'>
  sessions: Pick<Sessions, 'endEverySession'>
}

export interface Departure {
  /** The administrator wished our data gone as well. */
  clean: boolean
  /** When we were told. */
  toldAt: Date
}

export interface Departures {
  /**
   * Lets the company go if it has really uninstalled us: sessions end and tokens are deleted at once, what was said is
   * kept. False when we are still installed. Throws `Undecided` when the host cannot say just now.
   */
  confirm(company: string, departure: Departure): Promise<boolean>
}

export class Undecided extends Error {
  override name = 'Undecided'
}

/** Grants that are asked: one alive is enough, and one dead proves nothing, for its person may just have left. */
const ASKED_MOST = 5
const DEAD = new Set<string>(['expired', 'revoked', 'not_installed'])

export function createDepartures({ store, crm, grants, sessions }: DeparturesDeps): Departures {
  async function stillInstalled(company: string): Promise<boolean> {
    let silent: string | undefined
    for (const person of await store.read(company, (r) => witnesses(r, ASKED_MOST))) {
      const answer = await grants.withGrant(company, person, (portal, grant) => crm.standing(portal, grant))
      if (answer.ok) return answer.value.installed
      if (!DEAD.has(answer.reason)) silent = answer.message
    }
    if (silent) throw new Undecided(silent)
    return false
  }

  return {
    async confirm(company, { clean, toldAt }) {
      if (await stillInstalled(company)) return false
      return store.write(company, async (w) => {
        // Somebody may have installed us again while we asked.
        const left = await uninstall(w, { clean, since: toldAt })
        if (left) await sessions.endEverySession(w)
        if (left) audit(w, { act: 'company.uninstalled', by: 'host', data: { clean } })
        return left
      })
    },
  }
}
