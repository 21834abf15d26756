/** Which columns of its deals a company's administrators may name as the one where the margin stands. */
import type { NumberField } from '../../crm-adapters/port.ts'
import { Refused } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'
import type { Grants } from './grants.ts'
import type { Hosts } from './hosts.ts'

export interface NumberFieldsDeps {
  crm: Pick<Hosts, 'numberFields'>
  grants: Pick<Grants, 'withGrant'>
}

/** Read as whoever asks. @throws Refused `host_unreachable` */
export function createNumberFields({ crm, grants }: NumberFieldsDeps) {
  return async ({ company, person }: Visitor): Promise<NumberField[]> => {
    const answer = await grants.withGrant(company, person, (portal, grant) => crm.numberFields(portal, grant))
    if (!answer.ok) throw new Refused('host_unreachable', answer.message)
    return answer.value
  }
}
