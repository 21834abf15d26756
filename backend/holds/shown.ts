/** What must not be deleted for now, as those see it who may place it. Times are ISO 8601. */
import type { RecordRef } from '../../crm-adapters/port.ts'
import type { ShownPerson } from '../shown.ts'

/** What a hold covers: whatever fits all that it names. */
export interface HoldScope {
  /** Record key, `deal:1204`. */
  record?: string
  /** A client by the path of its page at the host. */
  client?: string
  thread?: string
  /** Who wrote or sent it. */
  person?: string
  /** Of what was made from then on, and before then. */
  since?: string
  until?: string
}

/** What a hold can name, by id. */
export interface HoldsKnown {
  clients: { id: string; name: string }[]
  people: { id: string; name: string }[]
  /** By record key, the newest first; `title` as far as the host has told it. */
  cards: { id: string; record: RecordRef; title?: string }[]
  topics: { id: string; topic: string; record: RecordRef; title?: string }[]
}

export interface ShownHold {
  id: string
  reason: string
  scope: HoldScope
  /** What the ids in the scope are called. */
  names: { person?: string; thread?: string; record?: string; client?: string }
  at: string
  by: ShownPerson | null
  /** Somebody else has to confirm it. */
  releaseAsked?: { at: string; by: ShownPerson | null; reason: string; mine: boolean }
  releaseConfirmed?: { at: string; by: ShownPerson | null }
  /** From then on it holds nothing. */
  endsAt?: string
  /** How much it covers that is still there. */
  covers: { files: number; bytes: number; messages: number }
}
