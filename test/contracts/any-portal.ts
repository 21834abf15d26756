/**
 * A portal spoken to by REST alone, so that the same cases hold for every portal there is: a local one of our own, or
 * another that is given by settings (see README, "A real portal").
 *
 * TEST_BITRIX24_ENDPOINT   where its REST is: `https://example.bitrix24.eu/rest/`, or an incoming webhook's address
 * TEST_BITRIX24_ACCESS     access token of an administrator for an application with our scopes; none for a webhook
 * TEST_BITRIX24_COLLEAGUE  access token of an employee who may not see the administrator's deals
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { Grant, Portal } from '../../crm-adapters/port.ts'
import { app } from './portal-visit.ts'

const {
  TEST_BITRIX24_ENDPOINT: given,
  TEST_BITRIX24_ACCESS: access = null,
  TEST_BITRIX24_COLLEAGUE: colleague = null,
} = process.env

/** A case a webhook cannot play: only an application may ask for it. */
export const asApplication = test.skipIf(given !== undefined && access === null)
/** A case with a second person in it. */
export const withColleague = test.skipIf(given !== undefined && colleague === null)
/** A case that needs power over the portal: over its people, its troubles, what it tells us. */
export const withPower = test.skipIf(given !== undefined)

export const DEAL = 2

export type Answer = Record<string, unknown> & { result?: unknown; error?: unknown }
export type AnyPortal = Awaited<ReturnType<typeof anyPortal>>

export async function anyPortal() {
  const own = given === undefined ? await startPortal({ app }) : undefined
  const tokenOf = (person: string) => own?.tokenFor(person).AUTH_ID ?? null
  const endpoint = own?.restEndpoint ?? withSlash(given ?? '')
  const admin = own ? tokenOf('1') : access
  const other = own ? tokenOf('18') : colleague
  const { origin } = new URL(endpoint)
  const portal: Portal = { host: 'bitrix24', company: own?.memberId ?? 'f'.repeat(32), origin, endpoint }
  const grantOf = (token: string | null): Grant => ({
    access: token ?? '',
    refresh: null,
    expiresAt: new Date(Date.now() + 3_600_000),
  })
  const made: { entityTypeId: number; id: number }[] = []

  async function ask(method: string, params: object, token: string | null): Promise<Answer> {
    for (;;) {
      const response = await fetch(new URL(method, endpoint), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...params, ...(token !== null && { auth: token }) }),
      })
      const answer = (await response.json()) as Answer
      if (answer.error !== 'QUERY_LIMIT_EXCEEDED') return answer
      await sleep(1000)
    }
  }

  return {
    /** The local one in its owner's hands; nobody's hands reach a real one. */
    get own() {
      if (!own) throw new Error('this portal is not ours: the case is to be left out by `withPower`')
      return own
    },
    portal,
    admin: grantOf(admin),
    colleague: grantOf(other),
    crm: bitrix24({ ...app, oauthHosts: [origin], allowLoopback: true }),

    /** What the portal answers the administrator, or the colleague. */
    call: (method: string, params: object = {}, as: 'admin' | 'colleague' = 'admin') =>
      ask(method, params, as === 'admin' ? admin : other),

    /** The result; throws what was refused. */
    async result<T = Record<string, unknown>>(method: string, params: object = {}): Promise<T> {
      const answer = await ask(method, params, admin)
      if (answer.error !== undefined) throw new Error(`${method}: ${JSON.stringify(answer)}`)
      return answer.result as T
    },

    /** A record that is taken away at the end. */
    async make(entityTypeId: number, fields: object): Promise<number> {
      const { item } = await this.result<{ item: { id: number } }>('crm.item.add', { entityTypeId, fields })
      made.push({ entityTypeId, id: item.id })
      return item.id
    },

    async leave() {
      // Some are gone by now: it was the case's point.
      for (const record of made.reverse()) await ask('crm.item.delete', record, admin)
      await own?.stop()
    },
  }
}

const withSlash = (address: string) => (address.endsWith('/') ? address : `${address}/`)
