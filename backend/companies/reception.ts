/** Where companies come and go and where their hosts tell us things: everything of it, put together. */
import type { Context } from 'hono'
import type { Crm } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Store } from '../store/store.ts'
import { createArrivals } from './arrivals.ts'
import { portalOf } from './companies.ts'
import { createDepartures } from './departures.ts'
import type { Grants } from './grants.ts'
import { hintActor, type WorkHint } from './hints.ts'
import { type Hosts, notSetUp } from './hosts.ts'
import { createInbox } from './inbox.ts'
import { createOwnChanges } from './own-changes.ts'
import type { Sessions } from './sessions.ts'
import { sourceOf } from './source.ts'
import { createThrottle } from './throttle.ts'

export interface ReceptionDeps {
  store: Store
  crm: Hosts
  secrets: Secrets
  grants: Grants
  sessions: Sessions
  publicUrl: string
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** How many proxies of ours stand before us. */
  proxies: number
  /** A company has come, or come back. */
  installed(company: string): void
  /** Ends the erasing of what a company that comes back had left behind. */
  finishErasing(company: string): Promise<void>
  /** Something has been told of a company: `workInbox` will find it. */
  received(company: string): void
  /** Asks the host about it and takes over what it says. Throws to be tried again later. */
  onHint(company: string, hint: WorkHint, by: string | null): Promise<void>
}

export function createReception(deps: ReceptionDeps) {
  const { store, crm, secrets, now, clock, proxies, received, onHint } = deps
  const arrivals = createArrivals(deps)
  const ownChanges = createOwnChanges(clock && { clock })
  const reinstalling: Crm['reinstalling'] = async (event) => {
    const portal = await store.read(event.company, portalOf)
    if (!portal) return { ok: false, reason: 'not_installed', message: 'the company has left' }
    return crm.at(portal.host)?.reinstalling(event) ?? notSetUp(portal.host)
  }
  const inbox = createInbox({
    store,
    secrets,
    now,
    act: hintActor({ reinstalling, arrivals, departures: createDepartures(deps), onHint }),
    isEcho: ownChanges.isEcho,
    received,
  })
  return {
    arrivals,
    inbox,
    throttle: createThrottle(clock),
    sourceOf: (c: Context) => sourceOf(c, proxies),
    /** Whoever changes something at a host says so here, and its echo is not taken for news. */
    ownChanges,
    /** Acts on a slice of what a company's host has told; true when there is more. */
    workInbox: inbox.work,
    bindAgain: arrivals.bindAgain,
  }
}
