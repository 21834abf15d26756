/** The audit log as administrators and those who watch over compliance are shown it. */
import type { Act } from '../audit/acts.ts'

export type AuditAct = Act

export interface ShownEntry {
  position: number
  at: string
  act: AuditAct
  /** A person's id, `clock`, `host` or `operator`. */
  by: string
  record: string | null
  thread: string | null
  /** A message, a file, a person, an invite... */
  thing: string | null
  /** Ids and numbers, by name. */
  data: Record<string, string | number | boolean | null>
  /** What may be personal, by name; null where it was erased. What is kept elsewhere is not here. */
  values: Record<string, string | null>
  /** Of a private thread, or of a file of a class, that is not shown to whoever asks: its values are left out. */
  withheld?: true
}

export interface AuditPage {
  /** The newest first. */
  entries: ShownEntry[]
  /** Of whoever is named by an id above, as far as he is known. */
  names: Record<string, string>
  /** Where the next page begins; absent on the last. */
  before?: number
}

/** How far the log is signed, and where its heads go. */
export interface AuditHead {
  /** Entries under a signed head. */
  size: number
  at: string | null
  /** Entries of the head published last. */
  published: number
  /** The company's public key, base64url: what a verifier is given. Null until anything was signed. */
  key: string | null
  /** Record in whose history at the host heads are published. */
  record: string | null
}
