/** A provider's published keys: fetched when one is missing, kept while the provider is silent. */
import type { JWK } from 'jose'
import { list } from '../json.ts'
import { type Send, Unreachable } from '../outbound.ts'
import type { Answer } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Time } from '../time.ts'

/** Milliseconds between two fetches, whatever keys are asked for: a forged one costs the provider nothing. */
const COOLDOWN = 30_000
/** Milliseconds after which keys are fetched anew even if all asked for are known: one may have been withdrawn. */
const FRESH = 12 * 3600 * 1000

/** A key as published; Entra says whose tokens it signs. */
export interface PublishedKey extends JWK {
  issuer?: string
}

export interface Keyset {
  /** The key of that id. `forged` when it is surely none of the provider's, `unreachable` when that cannot be told. */
  key(kid: string): Promise<Answer<PublishedKey>>
}

export function keyset(send: Send, url: URL, time: Pick<Time, 'now'>): Keyset {
  let keys = new Map<string, PublishedKey>()
  let fetchedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let flight: Promise<void> | undefined

  async function fetchKeys() {
    triedAt = time.now()
    const found = await published(send, url)
    if (!found) return
    keys = found
    fetchedAt = time.now()
  }

  function refresh(): Promise<void> {
    flight ??= fetchKeys().finally(() => {
      flight = undefined
    })
    return flight
  }

  return {
    async key(kid) {
      const stale = time.now() - fetchedAt > FRESH
      if ((stale || !keys.has(kid)) && (flight || time.now() - triedAt > COOLDOWN)) await refresh()
      const found = keys.get(kid)
      if (found) return { ok: true, value: found }
      // Keys that were fetched since the last try are all there are.
      return fetchedAt >= triedAt
        ? refusal('forged', 'signed with a key the provider has not published')
        : refusal('unreachable', `${url.host} does not say which keys it signs with`)
    },
  }
}

async function published(send: Send, url: URL): Promise<Map<string, PublishedKey> | undefined> {
  try {
    const { status, text } = await send({ method: 'GET', url })
    if (status !== 200) return undefined
    const keys = list((JSON.parse(text) as { keys?: unknown }).keys) as PublishedKey[]
    return new Map(keys.flatMap((key) => (typeof key.kid === 'string' ? [[key.kid, key] as const] : [])))
  } catch (error) {
    // Keys known from before go on serving.
    if (error instanceof Unreachable || error instanceof SyntaxError) return undefined
    throw error
  }
}
