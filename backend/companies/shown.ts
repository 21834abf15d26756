/** What a company's administrators choose for all its people. */
import type { NumberField } from '../../crm-adapters/port.ts'
import type { Level, ShownPerson } from '../shown.ts'

/** What a company's administrators choose for all its people. */
export interface Choices {
  /** What is written into the record's history at the host. */
  mirror: {
    /** A file that was kept. */
    files: boolean
    /** A topic that was closed. */
    topics: boolean
  }
  /** An entry among the record's activities shows how many wait in its chat. */
  anchor: boolean
  /** Who is called and does not look is told by the host's bell. */
  notices: boolean
  /** What rings for whoever has not chosen for himself. */
  level: Level
  /** Where a deal's margin stands at the host, by kind of record; no host says it by itself. */
  margin: Record<string, Omit<NumberField, 'type'>>
  /** What may be sent along with messages, within what the server takes. */
  uploads: {
    /** Bytes of one file; null for as much as the server takes. */
    largest: number | null
    refused: UploadFamily[]
    /** Photographs keep where they were taken. */
    places: boolean
  }
}

/** `programs`: whatever a system would run. `media`: sound and moving pictures. */
export type UploadFamily = 'programs' | 'archives' | 'media'

/** What the company's administrators have chosen, and when that was. */
export interface ShownChoices {
  choices: Choices
  /** To be given back with a change: whoever else has changed them meanwhile is not overruled unseen. */
  version: string
  chosen?: { at: string; by: ShownPerson | null }
}
