/** Access tokens live an hour, refresh tokens 180 days and for one use, codes 30 seconds: by the portal's own clock. */
import { randomBytes } from 'node:crypto'

export interface Pair {
  person: string
  access: string
  refresh: string
  expiresAt: Date
}

export interface Tokens {
  issue(person: string): Pair
  /** Whose an access token is; `expired` once its hour is over, undefined when it was never given out. */
  owner(access: string): { person: string; expiresAt: Date; expired: boolean } | undefined
  /** A new pair for a refresh token; undefined when it is unknown, too old or used before. */
  renew(refresh: string): Pair | undefined
  codeFor(person: string): string
  redeem(code: string): Pair | undefined
  /** Whether this was ever given out here, whatever has become of it. */
  gave(token: string): boolean
  /** Whether it has not been spent or revoked. */
  alive(token: string): boolean
  /** Every access token is expired; refresh tokens stay good. */
  expire(): void
  /** Nothing given out so far is good for anything. */
  revoke(): void
}

const HOUR = 3_600_000
const REFRESH_LIFE = 180 * 24 * HOUR
const CODE_LIFE = 30_000

export function tokens(now: () => Date): Tokens {
  const accesses = new Map<string, { person: string; expiresAt: Date }>()
  const refreshes = new Map<string, { person: string; until: number }>()
  const codes = new Map<string, { person: string; until: number }>()
  const given = new Set<string>()

  function issue(person: string): Pair {
    const [access, refresh] = [randomBytes(35).toString('hex'), randomBytes(35).toString('hex')]
    const expiresAt = new Date(now().getTime() + HOUR)
    given.add(access).add(refresh)
    accesses.set(access, { person, expiresAt })
    refreshes.set(refresh, { person, until: now().getTime() + REFRESH_LIFE })
    return { person, access, refresh, expiresAt }
  }

  function spend(store: typeof codes, key: string): Pair | undefined {
    const found = store.get(key)
    store.delete(key)
    return found && found.until > now().getTime() ? issue(found.person) : undefined
  }

  return {
    issue,
    owner(access) {
      const found = accesses.get(access)
      return found && { ...found, expired: found.expiresAt <= now() }
    },
    renew: (refresh) => spend(refreshes, refresh),
    codeFor(person) {
      const code = randomBytes(20).toString('hex')
      given.add(code)
      codes.set(code, { person, until: now().getTime() + CODE_LIFE })
      return code
    },
    redeem: (code) => spend(codes, code),
    gave: (token) => given.has(token),
    alive: (token) => [accesses, refreshes, codes].some((some) => some.has(token)),
    expire() {
      for (const access of accesses.values()) {
        if (access.expiresAt > now()) access.expiresAt = now()
      }
    },
    revoke() {
      for (const some of [accesses, refreshes, codes]) some.clear()
    },
  }
}
