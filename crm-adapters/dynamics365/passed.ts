/**
 * Reads the parameters that Dynamics appends to an iframe or an HTML web resource when "pass record object-type code and
 * unique identifier" is on: `id`, `typename`, `orgname`, `userlcid`, and `data`, where anything of ours has to be packed.
 * Never `type`: its numbers differ between organisations.
 */
import type { FramedRecord } from './frame.ts'

export interface Passed {
  /** Null as long as the record has not been saved. */
  record: FramedRecord | null
  organization: string | null
  /** Windows language id of the person. */
  lcid: number | null
  /** What we packed into `data`. */
  data: URLSearchParams
}

export function passed(search: string): Passed {
  const given = new URLSearchParams(search)
  const data = new URLSearchParams(given.get('data') ?? '')
  return {
    // A side pane is passed nothing, so that there the record travels in `data`.
    record:
      framedRecord(given.get('typename'), given.get('id')) ??
      framedRecord(data.get('typename'), data.get('id')),
    organization: given.get('orgname'),
    lcid: Number(given.get('userlcid')) || null,
    data,
  }
}

/** A record by a table's name and a GUID as the host writes it, in braces and in any case; null when it is none. */
export function framedRecord(table: unknown, id: unknown): FramedRecord | null {
  if (typeof table !== 'string' || typeof id !== 'string') return null
  const type = table.trim().toLowerCase()
  const bare = guid(id)
  return bare && /^[a-z]\w{0,127}$/.test(type) ? { type, id: bare } : null
}

/** In lower case without braces; undefined when it is none, or the one of zeros that unsaved records have. */
export function guid(text: string): string | undefined {
  const bare = /^\s*\{?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}?\s*$/i.exec(text)?.[1]?.toLowerCase()
  return bare && /[1-9a-f]/.test(bare) ? bare : undefined
}
