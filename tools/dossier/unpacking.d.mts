import type { Archive } from './verifier.mjs'

export interface Entry {
  path: string
  /** Bytes of it, and as they are in the archive. */
  size: number
  packed: number
}

export function openArchive(archive: Archive): Promise<Map<string, Entry>>
export function unpacked(archive: Archive, entry: Entry, size: number): Promise<Uint8Array>
