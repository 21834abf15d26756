/**
 * The card asked for while somebody signs in: the server answers with it the moment he has, and a round trip is saved. Only for
 * the record the form shows by then; whatever else happens meanwhile, the ticket is as good as without.
 */
import type { Bootstrap, SignInStands } from '../../backend/shown.ts'
import type { FramedRecord } from '../../crm-adapters/dynamics365/host.ts'
import { type Asked, cardOnceSignedIn, outcomeOf, type Place } from './tickets.ts'

/** A card that came with the signing in, or why it did not. */
interface Ahead {
  record: FramedRecord
  came: Asked<Bootstrap>
}

/** @param shown the record the form shows; nothing where it shows none, or nobody answers */
export function askingAhead(shown: Promise<FramedRecord | null | undefined>) {
  let kept: Ahead | undefined
  let over = false

  return {
    /** As `outcomeOf`; that somebody has signed in comes with his card. */
    async outcome(
      place: Place,
      ticket: string,
      given: AbortSignal,
    ): Promise<Asked<SignInStands> | undefined> {
      const record = await shown
      if (!record || over) return outcomeOf(place, ticket, given)
      const came = await cardOnceSignedIn(place, record, ticket, given)
      if (!came) return undefined
      if (came.ok && 'stands' in came.value) return { ok: true, value: came.value }
      // Not even our server's word: whether he has signed in is still to be found out.
      if (!came.ok && !came.trouble) return outcomeOf(place, ticket, given)
      kept = { record, came: came as Asked<Bootstrap> }
      return { ok: true, value: { stands: 'signed_in' } }
    },

    /** Once: from then on tickets are for whoever asks for them. */
    take(): Ahead | undefined {
      const one = kept
      over = true
      kept = undefined
      return one
    },
  }
}
