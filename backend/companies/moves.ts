/** Portals are renamed: their old address then points at another, which is believed only once the OAuth server confirms it. */
import type { Crm } from '../../crm-adapters/port.ts'
import type { Store } from '../store/store.ts'
import { moveTo } from './companies.ts'
import type { Grants } from './grants.ts'

export interface MovesDeps {
  store: Store
  crm: Pick<Crm, 'standing'>
  grants: Grants
}

/** The same grants, whose questions follow a portal to where it has moved. */
export function followingMoves({ store, crm, grants }: MovesDeps): Grants {
  return {
    ...grants,
    async withGrant(company, person, ask) {
      const answer = await grants.withGrant(company, person, ask)
      if (answer.ok || answer.reason !== 'moved') return answer
      // Where the old address points anybody can say who holds it now; it is not even looked at.
      const now = await grants.withGrant(company, person, (portal, grant) => crm.standing(portal, grant))
      if (!now.ok) return answer
      const moved = await store.write(company, (w) => moveTo(w, now.value.portal))
      return moved ? grants.withGrant(company, person, ask) : answer
    },
  }
}
