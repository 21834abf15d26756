/** What somebody may do, and as administrators see it. */
import type { ShownPerson } from '../shown.ts'

/** What one may do in the product. */
export type Standing = 'administrator' | 'head' | 'manager' | 'specialist' | 'observer' | 'compliance'

/** `all` the host shows; `own`: cards one answers for, and threads one is in. */
export type Reach = 'all' | 'own'

/** What of a record is shown beside its chat, and can be hidden. */
export type Field =
  | 'title'
  | 'client'
  | 'amount'
  | 'stage'
  | 'responsible'
  | 'closeDate'
  | 'bought'
  | 'paid'
  | 'margin'
  | 'invoices'
  | 'products'
  | 'tasks'

/** What somebody with a card open may do there. */
export interface Rights {
  standing: Standing
  write: boolean
  /** Open files, not only see that they are there. */
  documents: boolean
  /** Colleagues. */
  invite: boolean
  /** People from outside. */
  inviteGuests: boolean
  /** Read a private thread of others, with a reason. */
  supervise: boolean
}

/** A person's rights as administrators see them. */
export interface ShownStanding {
  person: ShownPerson
  standing: Standing
  /** It comes of what he is; nobody has said otherwise. */
  asItComes: boolean
  reach: Reach
  documents: boolean
}

export interface ShownStandings {
  people: ShownStanding[]
  /** What each standing is not shown of a record. */
  hidden: Record<Standing, Field[]>
  /** What each standing may do, whatever else is chosen. */
  rights: Record<Standing, Omit<Rights, 'standing' | 'documents'>>
  version: string
}
