/**
 * An administrator at our own page, who has lent us his rights for an hour at most. All of it is in the token the page
 * holds in its memory, sealed so that only we can read it: nothing of it is stored, and when the page goes, it is gone.
 */
import type { Lending, SignedIn } from '../../crm-adapters/port.ts'
import type { Secrets } from '../keys/secrets.ts'

export interface Sitting {
  lending: Lending
  who: SignedIn
}

const HOUR = 3_600_000
const OF = 'administrator setting up'

export interface SealedSitting {
  session: string
  expiresAt: Date
}

export function sealSitting(secrets: Secrets, { lending, who }: Sitting, now: Date): SealedSitting {
  const expiresAt = new Date(Math.min(lending.lent.expiresAt.getTime(), now.getTime() + HOUR))
  return { session: secrets.own.seal(JSON.stringify({ lending, who, until: expiresAt }), OF), expiresAt }
}

/** Undefined when it is over, or not of our making. */
export function openSitting(secrets: Secrets, session: string, now: Date): Sitting | undefined {
  try {
    const { lending, who, until } = JSON.parse(secrets.own.open(session, OF))
    if (new Date(until) <= now) return undefined
    const lent = { ...lending.lent, expiresAt: new Date(lending.lent.expiresAt) }
    return { lending: { ...lending, lent }, who: { ...who, lent } }
  } catch {
    // Made up, or sealed under another key: whoever shows it signs in again.
    return undefined
  }
}
