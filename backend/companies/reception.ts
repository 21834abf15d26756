/** Where companies come and go and where their hosts tell us things: everything of it, put together. */
import type { Context } from 'hono'
import type { Crm } from '../../crm-adapters/port.ts'
import type { Secrets } from '../secrets.ts'
import type { Store } from '../store/store.ts'
import { createArrivals } from './arrivals.ts'
import { createDepartures } from './departures.ts'
import type { Grants } from './grants.ts'
import { hintActor, type WorkHint } from './hints.ts'
import { createInbox } from './inbox.ts'
import { createOwnChanges } from './own-changes.ts'
import type { Sessions } from './sessions.ts'
import { sourceOf } from './source.ts'
import { createThrottle } from './throttle.ts'

export interface ReceptionDeps {
  store: Store
  crm: Crm
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
  /** A company has left: whoever is looking must be sent away. */
  uninstalled(company: string): void
  /** Something has been told of a company: `workInbox` will find it. */
  received(company: string): void
  /** Asks the host about it and takes over what it says. Throws to be tried again later. */
  onHint(company: string, hint: WorkHint, by: string | null): Promise<void>
}

export function createReception(deps: ReceptionDeps) {
  const { store, crm, secrets, now, clock, proxies, received, onHint } = deps
  const arrivals = createArrivals(deps)
  const ownChanges = createOwnChanges(clock && { clock })
  const inbox = createInbox({
    store,
    crm,
    secrets,
    now,
    act: hintActor({ crm, arrivals, departures: createDepartures(deps), onHint }),
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
