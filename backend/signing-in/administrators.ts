/** Where administrators sign in who bring us into an organization that is not known to us yet. */
import type { SignIn } from '../../crm-adapters/port.ts'
import { atTheProvider, type Counter } from './counter.ts'

/** Stands in the tickets of our own page where a company's id stands in others; no company is called so. */
export const SETUP = 'setup'

/** With an organization's address they lend us their rights there; without one they consent to us in their tenant. */
export function administratorsOf(signIn: SignIn, redirectUri: string): Counter {
  return {
    async begin({ lending, listing, choose }, state) {
      if (lending === undefined && !listing)
        return { ok: true, value: { url: signIn.consent({ redirectUri, state }), signing: null } }
      const wanted = listing ? { listing } : { lending: lending ?? '' }
      const begun = await signIn.begin({ redirectUri, state, choose, ...wanted })
      return begun.ok ? { ok: true, value: { url: begun.value.url, signing: begun.value } } : begun
    },

    async end(signing, query) {
      if (!signing) {
        const consented = signIn.consented(query.state ?? '', query)
        return { outcome: consented.ok ? 'consented' : atTheProvider(consented.reason) }
      }
      const came = await signIn.finish(signing, query)
      return came.ok ? { who: came.value } : { outcome: atTheProvider(came.reason) }
    },
  }
}
