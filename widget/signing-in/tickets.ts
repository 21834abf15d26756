/** How our server is asked for a place to sign in, and how that has ended. */
import type { Bootstrap, HomeBootstrap, ShownTicket, SignInStands } from '../../backend/shown.ts'
import type { FramedRecord } from '../../crm-adapters/dynamics365/host.ts'

/** What somebody reads instead of a card. `reason` is the server's; `unreachable` when it did not answer. */
export interface Trouble {
  reason: string
  title: string
  text: string
}

export type Asked<T> = { ok: true; value: T } | { ok: false; trouble: Trouble | undefined }

/** Of whose page this is. */
export interface Place {
  company: string
  locale: string
}

/** Milliseconds; the server answers a wait after 25 s. */
const PATIENCE = 40_000

export function newTicket(place: Place): Promise<Asked<ShownTicket>> {
  return ask('/dynamics/tickets', place)
}

/** Until somebody has signed in or has not; undefined when it was given up here. */
export async function outcomeOf(
  { locale }: Place,
  ticket: string,
  over: AbortSignal,
): Promise<Asked<SignInStands> | undefined> {
  while (!over.aborted) {
    const stands = await ask<SignInStands>('/dynamics/tickets/wait', { ticket, locale }, { signal: over })
    if (over.aborted) return undefined
    if (!stands.ok || stands.value.stands !== 'waiting') return stands
  }
  return undefined
}

/** The card of a record: for whoever has signed in with the ticket, or has another card open in this frame. */
export function cardOf(
  place: Place,
  record: FramedRecord,
  by: { ticket: string } | { session: string },
): Promise<Asked<Bootstrap>> {
  const { type, id } = record
  return 'ticket' in by
    ? ask('/dynamics/card', { ...place, record: { type, id }, ticket: by.ticket })
    : ask('/dynamics/card', { ...place, record: { type, id } }, { session: by.session })
}

/**
 * The card of a record as soon as somebody has signed in with the ticket, in the one answer; else how signing in has ended.
 * Undefined when it was given up here.
 */
export async function cardOnceSignedIn(
  place: Place,
  { type, id }: FramedRecord,
  ticket: string,
  over: AbortSignal,
): Promise<Asked<Bootstrap | SignInStands> | undefined> {
  while (!over.aborted) {
    const asked = { ...place, record: { type, id }, ticket, wait: true }
    const came = await ask<Bootstrap | SignInStands>('/dynamics/card', asked, { signal: over })
    if (over.aborted) return undefined
    if (!came.ok || !('stands' in came.value) || came.value.stands !== 'waiting') return came
  }
  return undefined
}

/** Our own page, for whoever has signed in with the ticket. */
export function homeOf(place: Place, ticket: string): Promise<Asked<HomeBootstrap>> {
  return ask('/dynamics/home', { ...place, ticket })
}

async function ask<T>(
  path: string,
  body: object,
  { session, signal }: { session?: string; signal?: AbortSignal } = {},
): Promise<Asked<T>> {
  const patience = AbortSignal.timeout(PATIENCE)
  try {
    const came = await fetch(path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(session && { Authorization: `Bearer ${session}` }),
      },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    })
    const answer = await came.json()
    if (came.ok) return { ok: true, value: answer }
    const { error, title, text } = answer
    return { ok: false, trouble: title ? { reason: error.reason, title, text } : undefined }
  } catch {
    // The network, or a proxy's page in place of an answer: the person is told that we were not reached.
    return { ok: false, trouble: undefined }
  }
}
