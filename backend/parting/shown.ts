/** What becomes of a company's talk when it removes us, as its administrators say and see it. Sizes are bytes, times ISO 8601. */
import type { ShownPerson } from '../people/shown.ts'

/** `ask`: as is said in the CRM's own dialogue. `leave`: dossiers are put into the CRM. `erase`: everything goes. */
export type LastWish = 'ask' | 'leave' | 'erase'

export interface ShownLastWish {
  wish: LastWish
  chosen?: { at: string; by: ShownPerson | null }
  /** The last time dossiers were ordered to be put into the CRM. */
  parting?: ShownParting
}

/**
 * Why a dossier is not there: the CRM does not show him the record; it is larger than the CRM takes; the CRM refused; it did
 * not answer for two days; we were removed meanwhile; he called it off; something else went wrong.
 */
export type NotLeft =
  | 'not_shown'
  | 'too_large'
  | 'refused'
  | 'unreachable'
  | 'removed'
  | 'called_off'
  | 'broken'

export interface ShownParting {
  id: string
  at: string
  by: ShownPerson | null
  /** Records there were, and what became of them so far. */
  records: number
  left: number
  notLeft: number
  /** Of those left, how many lack files that would not have fitted. */
  shortened: number
  bytes: number
  calledOffAt?: string
  endedAt?: string
  /** Some of those that are not there. */
  missing: { record: string; title: string; why: NotLeft }[]
}

/** What there is to be left, before it is ordered. */
export interface PartingPreview {
  /** To be typed by whoever orders it. */
  records: number
  messages: number
  files: number
  bytes: number
  /** What is not in it: private discussions; on a host where all who see a record read its files, also files of a class. */
  private: number
  classed: number
  /** Whoever orders it, or all who see the record in the CRM. */
  readers: 'person' | 'record'
  /** People who see less here than in the CRM: there, they would read all of the dossier. */
  narrowed: number
  /** Bytes of a file the CRM takes; null when it does not say just now. */
  largest: number | null
}

/** What a receipt states. */
export interface PartingStatement {
  of: 'parting'
  id: string
  company: string
  ordered: { at: string; by: string }
  completed: string
  readers: PartingPreview['readers']
  left: {
    record: string
    /** SHA-256 of the archive, hex. */
    sha256: string
    bytes: number
    /** By the host: its id and a path of its pages. */
    id: string | null
    url: string | null
    at: string
    /** How many private threads and files of a class are not in it, and files that would not have fitted. */
    without: { threads: number; files: number; tooMuch: number }
  }[]
  notLeft: { record: string; why: NotLeft }[]
}
