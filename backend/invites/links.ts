/** Secrets of guests: of the link they come by once, of the code they are told another way, of the browser they come back with. */
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { MadeLink } from '../shown.ts'

/** Milliseconds in which a link is to be used. */
export const LINK_LASTS = 72 * 60 * 60_000
/** Wrong codes after which a link is good for nothing. */
export const CODE_TRIES = 5

export interface Secret {
  company: string
  secret: string
  hash: string
}

/** Undefined when it is not of the shape of ours: `<company>.<256 bits>`. */
export function secretIn(token: string): Secret | undefined {
  const [, company, secret] = /^([\w-]{1,64})\.([\w-]{43})$/.exec(token) ?? []
  return company && secret ? { company, secret, hash: hashOf(secret) } : undefined
}

/** A new link, as it is stored and as it is told; it never outlasts the invite. */
export function makeLink(company: string, now: Date, { until, coded }: { until: Date; coded: boolean }) {
  const { token, secret, hash } = makeSecret(company)
  const code = coded ? String(randomInt(1_000_000)).padStart(6, '0') : null
  const linkUntil = new Date(Math.min(now.getTime() + LINK_LASTS, until.getTime()))
  return {
    stored: {
      linkHash: hash,
      linkUntil,
      linkUsedAt: null,
      codeHash: code === null ? null : codeHash(secret, code),
      codeTries: 0,
    },
    told: { secret: token, code, until: linkUntil.toISOString() } satisfies MadeLink,
  }
}

export function makeSecret(company: string) {
  const secret = randomBytes(32).toString('base64url')
  return { token: `${company}.${secret}`, secret, hash: hashOf(secret) }
}

export function isCode(secret: string, code: string, stored: string): boolean {
  return timingSafeEqual(Buffer.from(codeHash(secret, code), 'hex'), Buffer.from(stored, 'hex'))
}

// The secret is random, so a plain hash cannot be guessed backwards; a code can, but for the secret it is bound to.
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function codeHash(secret: string, code: string): string {
  return createHmac('sha256', secret).update(code).digest('hex')
}
