/** Where somebody signs in, and what it takes to be let in there. */
import type { Answer, CrmRefusal, Portal, SignedIn, SignIn, SigningIn } from '../../crm-adapters/port.ts'
import type { Outcome } from './tickets.ts'

export interface How {
  /** Show nothing: answer at once who is there, or that somebody has to be asked. */
  silent: boolean
  /** Let him take another account than the one he is signed in with. */
  choose: boolean
  /** Of an administrator who brings us in: an organization's address, at which he lends us his rights. */
  lending?: string | undefined
  /** Of one who looks for his organization: he lends us his rights at their list. */
  listing?: boolean | undefined
}

export interface Counter {
  /** Whose page waits; absent where it is a page of our own. */
  portal?: Portal
  /** `signing` is null where there is nothing to be proven with it. */
  begin(how: How, state: string): Promise<Answer<{ url: string; signing: SigningIn | null }>>
  end(signing: SigningIn | null, query: Record<string, string>): Promise<Ended>
}

export type Ended = { who: SignedIn } | { outcome: Outcome }

/** For people of a portal, who are users of it now. */
export function peopleOf(portal: Portal, signIn: SignIn, redirectUri: string): Counter {
  return {
    portal,

    async begin({ silent, choose }, state) {
      const begun = await signIn.begin({ portal, redirectUri, state, silent, choose })
      return begun.ok ? { ok: true, value: { url: begun.value.url, signing: begun.value } } : begun
    },

    async end(signing, query) {
      if (!signing) return { outcome: 'forged' }
      const came = await signIn.finish(signing, query)
      if (!came.ok) return { outcome: atTheProvider(came.reason) }
      const known = await signIn.prove(portal, came.value)
      return known.ok ? { who: came.value } : { outcome: atTheDoor[known.reason] ?? known.reason }
    },
  }
}

/** What being refused means at the provider. */
export function atTheProvider(reason: CrmRefusal): Outcome {
  if (reason === 'expired') return 'ask'
  return reason === 'denied' ? 'cancelled' : reason
}

/** And where there is no record yet. */
const atTheDoor: Partial<Record<CrmRefusal, Outcome>> = { forged: 'stranger', denied: 'no_user' }
