import type { Crm } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import { Refused } from '../refused.ts'
import type { From } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { installation } from './companies.ts'
import type { Grants } from './grants.ts'
import type { Sessions, SessionToken } from './sessions.ts'
import { saysNothing } from './silent.ts'

export interface RenewalDeps {
  store: Store
  crm: Pick<Crm, 'prove'>
  secrets: Secrets
  grants: Grants
  sessions: Sessions
}

/**
 * A new session for one that is over or about to be, for the same person and record.
 * `proof` is an access token the host's page has just minted. Refused as `session_over`
 * when it proves nobody or somebody else, `host_unreachable` when the host does not say.
 */
export async function renewSession(
  deps: RenewalDeps,
  token: string,
  proof: string,
  from?: From,
): Promise<SessionToken> {
  const { store, crm, secrets, grants, sessions } = deps
  const viewer = await sessions.lapsedSession(token)
  if (!viewer) throw new Refused('session_over')
  const { company, person, record, invited } = viewer

  const known = await store.read(company, (r) => installation(r, secrets))
  if (!known) throw new Refused('session_over', 'the company has uninstalled us')
  const proven = await crm.prove(known.portal, proof)
  if (!proven.ok)
    throw new Refused(saysNothing(proven.reason) ? 'host_unreachable' : 'session_over', proven.message)
  if (proven.value.person.id !== person)
    throw new Refused('session_over', 'somebody else is signed in at the host')

  const renewed = await store.write(company, async (w) => {
    await grants.keep(w, person, proven.value.grant)
    return sessions.start(w, person, record, { invited, from })
  })
  await sessions.endSession(token)
  return renewed
}
