/** An administrator who has lent us his rights at an organization: that it is his, and that he is one there. */
import { list } from '../json.ts'
import type { Answer, Grant, Lending, Portal, SignedIn } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Addresses } from './clouds.ts'
import type { Dataverse } from './dataverse.ts'
import { homeAt } from './home.ts'
import { query } from './odata.ts'
import { personCalled } from './people.ts'

export interface LendingDeps {
  addresses: Addresses
  onPremises(tenant: string): boolean
  as(portal: Portal, grant: Pick<Grant, 'access' | 'person'>): Dataverse
}

/** The template of the role System Customizer: the same in every organization. */
const CUSTOMIZER = '119f245c-3cc8-4b62-b31c-d1a046ced15d'

/** `forged` when the organization is of another tenant than he is. Whether he is an administrator, `person.admin` says. */
export function lendingOf({ addresses, onPremises, as }: LendingDeps) {
  return async (address: string, who: SignedIn): Promise<Answer<Lending>> => {
    const { lent } = who
    const at = addresses.organization(address)
    if (!at) return refusal('malformed', 'not an address of an organization')
    if (!lent) return refusal('not_granted', 'the administrator has lent us no rights to look around')
    const unnamed: Portal = { host: 'dynamics365', company: '', ...at }
    const home = await homeAt(as(unnamed, lent), addresses)
    if (!home.ok) return home
    // An address alone proves nothing: whoever types it must belong to the tenant the organization says it is of.
    const own = onPremises(at.origin) ? at.origin : home.value.tenant
    if (own !== who.tenant) return refusal('forged', 'an organization of another tenant')
    const portal = { ...unnamed, company: home.value.organization }
    const person = await personCalled(as(portal, lent), who.object)
    if (!person.ok) return person
    const customizer = person.value.admin ? false : await isCustomizer(as(portal, lent), person.value.id)
    return { ok: true, value: { portal, name: home.value.name, person: person.value, customizer, lent } }
  }
}

/** False where the organization does not tell: he is then treated as anybody. */
async function isCustomizer(dataverse: Dataverse, person: string): Promise<boolean> {
  const expand = 'systemuserroles_association($select=_roletemplateid_value)'
  const asked = await dataverse.read(query(`systemusers(${person})`, { select: 'systemuserid', expand }))
  if (!asked.ok) return false
  const roles = list(asked.value.systemuserroles_association)
  return roles.some((role) => role._roletemplateid_value === CUSTOMIZER)
}
