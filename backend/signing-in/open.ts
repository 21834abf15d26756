/** A card or our own page for somebody who has signed in, and the next card for somebody who has one open in the same frame. */
import type {
  Answer,
  CrmRefusal,
  Opening,
  Portal,
  RecordContext,
  RecordRef,
  SignIn,
} from '../../crm-adapters/port.ts'
import type { Access } from '../cards/access.ts'
import type { Grants } from '../companies/grants.ts'
import type { Hosts } from '../companies/hosts.ts'
import type { Sessions, SessionToken } from '../companies/sessions.ts'
import { colleague } from '../people/people.ts'
import { recordKey } from '../records.ts'
import { type Reason, Refused } from '../refused.ts'
import type { Bootstrap, HomeBootstrap } from '../shown.ts'
import type { From, Viewer, Visitor } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { Broker } from './broker.ts'

export interface OpenDeps {
  store: Store
  crm: Pick<Hosts, 'record' | 'who'>
  signIn: SignIn
  broker: Pick<Broker, 'redeem'>
  access: Pick<Access, 'lastWord'>
  grants: Grants
  sessions: Sessions
  openCard(
    viewer: Viewer,
    opening: Opening,
    context: RecordContext,
  ): Promise<Pick<Bootstrap, 'card' | 'page' | 'limits'>>
  openHome(visitor: Visitor, opening: Opening): Promise<HomeBootstrap['home']>
}

export interface Wanted {
  portal: Portal
  record: RecordRef
  /** BCP 47, of the host's page. */
  locale: string
  /** Where the request came from. */
  from: From
}

/** `expired` when nobody has signed in with that ticket. */
export async function openByTicket(
  deps: OpenDeps,
  ticket: string,
  wanted: Wanted,
): Promise<Answer<Bootstrap>> {
  const opening = await openingBy(deps, ticket, wanted)
  return opening.ok ? seat(deps, opening.value, { from: wanted.from }) : opening
}

/** The same of our own page, over all of a person's cards. */
export async function openHomeByTicket(
  deps: OpenDeps,
  ticket: string,
  { portal, locale, from }: Omit<Wanted, 'record'>,
): Promise<Answer<HomeBootstrap>> {
  const opening = await openingBy(deps, ticket, { portal, locale, record: null })
  if (!opening.ok) return opening
  const { company, origin, host } = portal
  const { person, grant } = opening.value
  return notRefused(async () => {
    const session = await deps.store.write(company, async (w) => {
      await deps.grants.keep(w, person.id, grant)
      return deps.sessions.start(w, person.id, null, { from })
    })
    const home = await deps.openHome({ company, person: person.id, from }, opening.value)
    return { session: shown(session), host, portal: origin, locale, home }
  })
}

async function openingBy(
  { broker, signIn, store, access }: OpenDeps,
  ticket: string,
  { portal, record, locale }: Omit<Wanted, 'record' | 'from'> & { record: RecordRef | null },
): Promise<Answer<Opening>> {
  const who = await broker.redeem(portal.company, ticket)
  if (!who) return { ok: false, reason: 'expired', message: 'nobody has signed in with the ticket' }
  const opening = await signIn.opening(portal, who, record, locale)
  if (!record || opening.ok || !saysNothing.has(opening.reason)) return opening
  const known = await signIn.prove(portal, who)
  if (!known.ok) return known
  const { grant } = known.value
  const { company } = portal
  const person = await store.read(company, (r) => colleague(r, known.value.person.id))
  const context = person && access.lastWord({ company, person: person.id, record: recordKey(record) })
  return context ? { ok: true, value: { portal, person, grant, context, locale } } : opening
}

/**
 * The card of another record for whoever has one open: he has been proven not long ago, and the host is asked anew whether
 * he is still there and sees this one. `expired` when his session is over.
 */
export async function openNext(deps: OpenDeps, token: string, wanted: Wanted): Promise<Answer<Bootstrap>> {
  const { portal, record, locale, from } = wanted
  const seated = await deps.sessions.sessionOf(token)
  if (seated?.company !== portal.company)
    return { ok: false, reason: 'expired', message: 'the session is over' }
  const opening = await openingAs(deps, seated, { portal, record, locale, from })
  // He goes on with the proof he has given: it gets no younger by that.
  return opening.ok ? seat(deps, opening.value, { from, until: seated.endsBy }) : opening
}

function openingAs(deps: OpenDeps, { company, person }: Visitor, wanted: Wanted) {
  const { crm, grants, store, access } = deps
  return grants.withGrant<Opening>(company, person, async (portal, grant) => {
    const record = recordKey(wanted.record)
    const [known, context] = await Promise.all([
      orLast(crm.who(portal, grant), () => store.read(company, (r) => colleague(r, person))),
      orLast(crm.record(portal, grant, wanted.record), () => access.lastWord({ company, person, record })),
    ])
    if (!known.ok) return known
    if (!context.ok) return context
    if (known.value.id !== person) return { ok: false, reason: 'revoked', message: 'he is somebody else now' }
    const { locale } = wanted
    return { ok: true, value: { portal, person: known.value, grant, context: context.value, locale } }
  })
}

/** While a host is too busy to be asked, or silent, its last word stands; that is as old as `Access` lets it be. */
const saysNothing = new Set<CrmRefusal>(['limited', 'unreachable'])

async function orLast<T>(
  asked: Promise<Answer<T>>,
  last: () => T | undefined | Promise<T | undefined>,
): Promise<Answer<T>> {
  const answer = await asked
  if (answer.ok || !saysNothing.has(answer.reason)) return answer
  const value = await last()
  return value === undefined ? answer : { ok: true, value }
}

async function seat(
  deps: OpenDeps,
  opening: Opening,
  terms: { from: From; until?: Date },
): Promise<Answer<Bootstrap>> {
  const { portal, person, grant, context, locale } = opening
  const { company, origin, host } = portal
  if (!context) throw new Error('a card is of a record')
  const record = recordKey(context.record)
  return notRefused(async () => {
    const session = await deps.store.write(company, async (w) => {
      await deps.grants.keep(w, person.id, grant)
      return deps.sessions.start(w, person.id, record, terms)
    })
    const card = await deps.openCard(
      { company, person: person.id, record, from: terms.from },
      opening,
      context,
    )
    return { session: shown(session), host, portal: origin, locale, ...card }
  })
}

const shown = ({ token, expiresAt }: SessionToken) => ({ token, expiresAt: expiresAt.toISOString() })

async function notRefused<T>(open: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await open() }
  } catch (error) {
    const reason = error instanceof Refused ? notHere[error.reason] : undefined
    if (!reason) throw error
    return { ok: false, reason, message: String(error) }
  }
}

/** What we refuse ourselves to somebody the host shows the record. */
const notHere: Partial<Record<Reason, CrmRefusal>> = {
  /** An administrator has ended his work here. */
  session_over: 'dismissed',
  /** He sees the record, and nothing that is said about it. */
  not_found: 'denied',
}
