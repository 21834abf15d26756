/** Whether a posted form is what it claims to be, and whose token it carries. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Answer, Installation } from '../port.ts'
import type { Form } from './forms.ts'
import type { OAuth, Owner } from './oauth.ts'
import { refusal } from './rest.ts'

export interface Auth {
  /** Whose a token is, asked of the OAuth server once in its life. */
  owner(access: string, server: string | null): Promise<Answer<Owner>>
  /** Proves a form: against what is stored first, which costs no request, then at the OAuth server. */
  prove(form: Form, installation: Installation | undefined): Promise<Answer<Owner>>
}

export function auth(oauth: OAuth, now: () => Date): Auth {
  const owners = new LRUCache<string, Owner>({ max: 10_000 })

  async function owner(access: string, server: string | null): Promise<Answer<Owner>> {
    const key = createHash('sha256').update(access).digest('base64')
    const known = owners.get(key)
    if (known && known.expiresAt > now()) return { ok: true, value: known }
    const answer = await oauth.owner(access, server)
    if (answer.ok) owners.set(key, answer.value)
    return answer
  }

  async function prove(form: Form, installation: Installation | undefined): Promise<Answer<Owner>> {
    if (installation && installation.portal.company !== form.company)
      return refusal('forged', 'member_id is not the one looked up')
    const expected = installation?.applicationToken
    // Old self-hosted portals send none; then the OAuth server alone decides.
    if (expected && form.applicationToken && !same(expected, form.applicationToken))
      return refusal('forged', 'APPLICATION_TOKEN is not the one stored')
    const answer = await owner(form.access, form.server)
    if (!answer.ok) return answer
    const { portal, domain } = answer.value
    if (portal.company !== form.company) return refusal('forged', 'AUTH_ID belongs to another member_id')
    if (withoutUsualPort(domain) !== withoutUsualPort(form.domain))
      return refusal('forged', 'DOMAIN is not the domain of AUTH_ID')
    return answer
  }

  return { owner, prove }
}

/** In a time that does not tell how much of it is right. */
function same(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(expected), digest(given))
}

function withoutUsualPort(domain: string): string {
  return domain.replace(/:(443|80)$/, '')
}
