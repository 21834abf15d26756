/** Sends people to whoever vouches for them and hears who came back: between a page that waits and a window of its own. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Portal, SignedIn } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { Store } from '../store/store.ts'
import type { Counter, How } from './counter.ts'
import { stateFor, stateIn } from './state.ts'
import {
  beginAt,
  makeTicket,
  newBrowser,
  type Outcome,
  partsOf,
  settle,
  standing,
  takeBegun,
  useTicket,
} from './tickets.ts'

export interface BrokerDeps {
  store: Store
  secrets: Secrets
  now: () => Date
  /** Where people sign in for this company; undefined when nobody may. */
  counterOf(company: string): Promise<Counter | undefined>
}

/** Where a browser is to go, and what it is to bring back besides. */
export interface Sent {
  url: string
  attempt: string
  browser: string
  /** Whose page waits; absent where it is a page of our own. */
  portal?: Portal | undefined
}

/** Who came back; the portal where it is known whose page waits. */
export interface CameBack {
  outcome: 'signed_in' | 'late' | Outcome
  portal?: Portal | undefined
  /** BCP 47, of the page that waits; undefined where it is not known whose that is. */
  locale?: string | undefined
}

/** Milliseconds between looks at what another node may have heard. */
const LOOK = 1000

export type Broker = ReturnType<typeof createBroker>

export function createBroker({ store, secrets, now, counterOf }: BrokerDeps) {
  const waiting = new Map<string, Set<() => void>>()

  function heard(company: string) {
    for (const wake of waiting.get(company) ?? []) wake()
  }

  /** Until somebody is heard of at this company, or so many milliseconds have passed. */
  async function nextAt(company: string, ms: number) {
    const wakes = waiting.get(company) ?? new Set()
    waiting.set(company, wakes)
    const { promise, resolve } = Promise.withResolvers<void>()
    wakes.add(resolve)
    const over = new AbortController()
    await Promise.race([promise, sleep(ms, undefined, { signal: over.signal }).catch(() => {})])
    over.abort()
    wakes.delete(resolve)
    if (wakes.size === 0) waiting.delete(company)
  }

  return {
    ticketFor: (company: string) => store.write(company, makeTicket),

    /** `expired` when the ticket is over or somebody has signed in with it. */
    async send(named: string, how: How & { locale: string }): Promise<Answer<Sent>> {
      const { company = '', own: attempt = '' } = partsOf(named) ?? {}
      const counter = await counterOf(company)
      const begun = await counter?.begin(how, stateFor(secrets, { company, attempt, locale: how.locale }))
      if (!begun) return over
      if (!begun.ok) return begun
      const { url, signing } = begun.value
      const { secret, hash } = newBrowser()
      const open = await store.write(company, (w) => beginAt(w, secrets, attempt, { signing, browser: hash }))
      const sent = { url, attempt, browser: secret, portal: counter?.portal }
      return open ? { ok: true, value: sent } : over
    },

    /** `browser` is what it was given when it was sent. */
    async welcome(
      query: Record<string, string>,
      browser: (attempt: string) => string | undefined,
    ): Promise<CameBack> {
      const { company, attempt, locale } = stateIn(secrets, query.state) ?? {}
      if (!company || !attempt) return { outcome: 'forged' }
      const counter = await counterOf(company)
      if (!counter) return { outcome: 'not_installed', locale }
      const { portal } = counter
      const brought = browser(attempt)
      const begun = brought && (await store.write(company, (w) => takeBegun(w, secrets, attempt, brought)))
      if (!begun) return { outcome: 'late', portal, locale }
      const ended = await counter.end(begun.signing, query)
      await store.write(company, (w) => settle(w, secrets, attempt, ended))
      heard(company)
      return { outcome: 'who' in ended ? 'signed_in' : ended.outcome, portal, locale }
    },

    /** How things stand with a ticket, when that changes or so many milliseconds have passed. `late` when it is over. */
    async wait(ticket: string, ms: number): Promise<'waiting' | 'signed_in' | 'late' | Outcome> {
      const { company = '', own: secret = '' } = partsOf(ticket) ?? {}
      for (let left = ms; ; left -= LOOK) {
        const stands = await store.read(company, (r) => standing(r, secret, now()))
        if (stands !== 'waiting' || left <= 0) return stands ?? 'late'
        await nextAt(company, Math.min(LOOK, left))
      }
    },

    /** Who has signed in with a page's ticket; told once. */
    async redeem(company: string, ticket: string): Promise<SignedIn | undefined> {
      const parts = partsOf(ticket)
      if (parts?.company !== company) return undefined
      return store.write(company, (w) => useTicket(w, secrets, parts.own))
    },
  }
}

const over: Answer<never> = { ok: false, reason: 'expired', message: 'the ticket is over, or used' }
