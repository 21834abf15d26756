/** Where a company's texts are kept, and texts that are read back from the CRM. */
import type { ShownPerson } from '../shown.ts'

/** `archive`: here. `relay`: in the record's history at the host only, from when the host has them. */
export type StorageMode = 'archive' | 'relay'

/** As an administrator sees it (`/api/company/storage`): what holds, how far it is carried out, what a switch would concern. */
export interface ShownStorage {
  mode: StorageMode
  /** Since when it has held, and who chose so; absent where nobody has chosen. */
  since?: string
  by?: ShownPerson
  /** Texts still to be handed over; none while texts are kept here. */
  waiting: number
  /** Texts the host would not take: they stay here. */
  refused: number
  /** Texts on hold: they stay here until it ends. */
  held: number
  /** What is here now. */
  here: {
    messages: number
    /** Of those messages' texts. */
    characters: number
    privateThreads: number
    privateMessages: number
    facts: number
    drafts: number
    /** Whose bytes are here. */
    files: number
  }
}

/** A text read back; `altered` when it is not what was handed over; `gone` when the host no longer has it. */
export type TextElsewhere = { text: string; altered?: true } | { gone: true }

/** What `/api/threads/:id/texts?messages=<id>,<id>` answers. */
export interface TextsElsewhere {
  /** By message id. One that I may not see, or that is not there, is left out. */
  texts: Record<string, TextElsewhere>
}
