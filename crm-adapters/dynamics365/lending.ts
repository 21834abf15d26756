/** An administrator who has lent us his rights at an organization: that it is his, and that he is one there. */
import type { Answer, Grant, Lending, Portal, SignedIn } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Addresses } from './clouds.ts'
import type { Dataverse } from './dataverse.ts'
import { homeAt } from './home.ts'
import { personCalled } from './people.ts'

export interface LendingDeps {
  addresses: Addresses
  as(portal: Portal, grant: Pick<Grant, 'access' | 'person'>): Dataverse
}

/** `forged` when the organization is of another tenant than he is. Whether he is an administrator, `person.admin` says. */
export function lendingOf({ addresses, as }: LendingDeps) {
  return async (address: string, who: SignedIn): Promise<Answer<Lending>> => {
    const { lent } = who
    const at = addresses.organization(address)
    if (!at) return refusal('malformed', 'not an address of an organization')
    if (!lent) return refusal('not_granted', 'the administrator has lent us no rights to look around')
    const unnamed: Portal = { host: 'dynamics365', company: '', ...at }
    const home = await homeAt(as(unnamed, lent), addresses)
    if (!home.ok) return home
    // An address alone proves nothing: whoever types it must belong to the tenant the organization says it is of.
    if (home.value.tenant !== who.tenant) return refusal('forged', 'an organization of another tenant')
    const portal = { ...unnamed, company: home.value.organization }
    const person = await personCalled(as(portal, lent), who.object)
    if (!person.ok) return person
    return { ok: true, value: { portal, name: home.value.name, person: person.value, lent } }
  }
}
