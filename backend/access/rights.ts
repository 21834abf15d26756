/** What each standing may do, on one page. */
import type { Field, Rights, Standing } from '../shown.ts'

export const STANDINGS = ['administrator', 'head', 'manager', 'specialist', 'observer', 'compliance'] as const

/** Of a record, what can be hidden from a standing. */
export const HIDEABLE = [
  'amount',
  'bought',
  'paid',
  'margin',
  'invoices',
  'products',
  'tasks',
] as const satisfies Field[]

/** Of a record, what somebody invited can be shown; the rest is never his to see. */
export const SHOWABLE = [
  'title',
  'client',
  'amount',
  'stage',
  'responsible',
  'closeDate',
] as const satisfies Field[]

/** What is hidden where administrators have said nothing: what a deal earns is between those who sell. */
export const HIDDEN_AS_IT_COMES: Record<Standing, Field[]> = {
  administrator: [],
  head: [],
  manager: [],
  specialist: ['margin'],
  observer: ['margin'],
  compliance: [],
}

export const FIELDS: readonly Field[] = [...SHOWABLE, ...HIDEABLE.filter((field) => field !== 'amount')]

type Allowed = Omit<Rights, 'standing' | 'documents'>

const everything: Allowed = { write: true, invite: true, inviteGuests: true, supervise: false }

export const rightsOf: Record<Standing, Allowed> = {
  administrator: everything,
  head: everything,
  manager: everything,
  specialist: { ...everything, inviteGuests: false },
  observer: { write: false, invite: false, inviteGuests: false, supervise: false },
  compliance: { ...everything, inviteGuests: false, supervise: true },
}

/** Somebody invited to a thread talks there, and lets in nobody else. */
export const rightsOfInvited: Allowed = { write: true, invite: false, inviteGuests: false, supervise: false }
