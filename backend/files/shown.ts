/** A file as people are shown it. Sizes are bytes, times ISO 8601. */
import type { CrmRefusal } from '../../crm-adapters/port.ts'

/** A kind of files, by the word the company has for it. */
export type FileClass = string

/** The version of a document that holds, and where it was posted. */
export interface Replaced {
  file: string
  /** Absent for whoever does not see all versions. */
  version?: number
  class?: FileClass
  thread: string
  message: string
  seq: number
  at: string
  by: string
}

export interface ShownFile {
  id: string
  name: string
  /** As sniffed from the bytes, not as claimed. */
  type: string
  size: number
  /**
   * SHA-256 of the bytes, hex: what is left to prove a file after it is gone. Empty when it was erased for somebody's sake:
   * from the hash of a short one its words are found by trying.
   */
  hash: string
  /** Pixels, for images; given so that nothing moves when the picture arrives. */
  width?: number
  height?: number
  /** `GET /api/files/{id}?preview=1` has a small picture. */
  preview: boolean
  author: string
  at: string
  /** When the bytes go; absent: they stay. */
  expiresAt?: string
  /** When the bytes went; the name stays. */
  erasedAt?: string
  /** What it is, by the company's word. */
  kind?: string
  class?: FileClass
  /** The day it is of, `2026-11-20`, where somebody has said. */
  dated?: string
  /** Its number among the versions of a document, from 1; absent where there is but one. */
  version?: number
  /** By the version that holds now. */
  replaced?: Replaced
  /** It stays here for good, for its host has no place for it. */
  permanent?: { at: string; by: string }
  /** Somebody wants it kept at the host, which has not taken it yet; or would not, when it says why. */
  keeping?: { at: string; by: string; refused?: CrmRefusal }
  /** The host keeps it among the record's documents, also when our copy is gone; `url` is a path of it, for `Host.open`. */
  kept?: { at: string; by: string; url: string | null }
}
