import { LRUCache } from 'lru-cache'
import { Refused } from '../refused.ts'
import type { Visitor } from '../signed-in.ts'
import type { Grants } from './grants.ts'
import type { Hosts } from './hosts.ts'
import { saysNothing } from './silent.ts'

export interface AdministratorsDeps {
  crm: Pick<Hosts, 'who'>
  grants: Pick<Grants, 'withGrant'>
  /** Milliseconds that only go forward. */
  clock?: (() => number) | undefined
}

/** Milliseconds for which somebody proven may go on reading; before anything is changed the host is asked again. */
const HOLDS = 30_000

/** Whether somebody is an administrator of his host, as it says itself: `not_found` for anybody else. */
export function administrators({ crm, grants, clock = () => performance.now() }: AdministratorsDeps) {
  const proven = new LRUCache<string, number>({ max: 10_000 })

  return async ({ company, person }: Visitor, doing: 'reading' | 'changing'): Promise<void> => {
    const key = `${company} ${person}`
    const at = proven.get(key)
    if (doing === 'reading' && at !== undefined && clock() - at < HOLDS) return
    proven.delete(key)
    const answer = await grants.withGrant(company, person, (portal, grant) => crm.who(portal, grant))
    if (!answer.ok && PROVE_AGAIN.has(answer.reason)) throw new Refused('session_over', answer.message)
    if (!answer.ok && saysNothing(answer.reason)) throw new Refused('host_unreachable', answer.message)
    if (!answer.ok || answer.value.id !== person || !answer.value.admin) throw new Refused('not_found')
    proven.set(key, clock())
  }
}

const PROVE_AGAIN = new Set<string>(['expired', 'revoked'])
