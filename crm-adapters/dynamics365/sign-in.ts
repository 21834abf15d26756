/**
 * People prove themselves to their provider in a window of its own: authorization code with PKCE, by way of our backend.
 * docs: "Microsoft identity platform and OAuth 2.0 authorization code flow". Stateless: what was begun is kept by who calls.
 */
import { createHash, randomBytes } from 'node:crypto'
import { text } from '../json.ts'
import type { Send } from '../outbound.ts'
import type { Answer, CrmRefusal, Grant, SignedIn, SigningIn } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Time } from '../time.ts'
import { proving } from './credential.ts'
import type { Entrance } from './entrance.ts'
import { whoseToken } from './id-token.ts'
import { type Keyset, keyset } from './keyset.ts'
import { guid } from './passed.ts'
import type { Provider } from './provider.ts'
import { requestTokens } from './token-request.ts'

export interface SignInDeps {
  send: Send
  /** Where people of that tenant sign in; `organizations` for those of any. */
  entrance(tenant: string): Entrance
  now(): Date
  time: Pick<Time, 'now'>
}

export interface Begin {
  tenant: string
  redirectUri: string
  /** Random when absent. */
  state?: string | undefined
  login?: string | undefined
  silent?: boolean | undefined
  choose?: boolean | undefined
  /** An organization's origin. */
  lending?: string | undefined
}

export interface Door {
  begin(to: Begin): SigningIn
  finish(begun: SigningIn, query: Record<string, string>): Promise<Answer<SignedIn>>
}

/** What a provider answers instead of a code. The first four only mean that somebody has to be asked. */
const refused: Record<string, CrmRefusal> = {
  login_required: 'expired',
  interaction_required: 'expired',
  account_selection_required: 'expired',
  consent_required: 'expired',
  access_denied: 'denied',
  temporarily_unavailable: 'unreachable',
  server_error: 'unreachable',
}

export function door({ send, entrance, now, time }: SignInDeps): Door {
  const keysets = new Map<string, Keyset>()

  function keysOf({ keys }: Provider): Keyset {
    const known = keysets.get(keys.href) ?? keyset(send, keys, time)
    keysets.set(keys.href, known)
    return known
  }

  return {
    begin({ tenant, redirectUri, state = random(), login, silent, choose, lending }) {
      const [nonce, verifier] = [random(), random()]
      const { provider, clientId } = entrance(tenant)
      const url = new URL(provider.authorize)
      const asked = {
        client_id: clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: redirectUri,
        ...provider.asking(lending),
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...(login && { login_hint: login }),
        ...(silent ? { prompt: 'none' } : choose && { prompt: provider.choosing }),
      }
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
      return { url: url.href, state, nonce, verifier, tenant, redirectUri, lending: lending ?? null }
    },

    async finish(begun, query) {
      const { state, nonce, verifier, tenant, redirectUri, lending } = begun
      if (query.state !== state) return refusal('forged', 'sign-in: another state')
      const { error, code } = query
      if (error !== undefined)
        return refusal(
          (Object.hasOwn(refused, error) && refused[error]) || 'broken',
          `sign-in: ${word(error)}`,
        )
      if (!code) return refusal('malformed', 'sign-in: neither a code nor an error')

      const { provider, clientId, credential, lends } = entrance(tenant)
      const { answer } = await requestTokens(send, provider.token, {
        ...(await proving(clientId, credential, provider, now())),
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        ...provider.asking(lending ?? undefined),
      })
      if (!answer.ok) return answer
      const token = text(answer.value.id_token)
      if (!token) return refusal('broken', 'sign-in: no id_token came')
      const expected = { clientId, nonce, tenant: guid(tenant) ?? null, now: now() }
      const named = await whoseToken(token, provider, keysOf(provider), expected)
      if (!named.ok) return named
      const lent = lending || lends === 'always' ? lentIn(answer.value, now()) : null
      return { ok: true, value: { ...named.value, lent } }
    },
  }
}

function lentIn({ access_token, expires_in }: Record<string, unknown>, now: Date): Grant | null {
  const access = text(access_token)
  const seconds = Number(expires_in) || 3600
  return access === null
    ? null
    : { access, refresh: null, expiresAt: new Date(now.getTime() + seconds * 1000) }
}

const random = () => randomBytes(32).toString('base64url')

// An error is somebody else's text on its way into our log.
const word = (error: string) => error.replace(/\W/g, '').slice(0, 60)
