import type { RecordRef } from '../crm-adapters/port.ts'

/** `deal:1204`: how a record is written as one word in keys. */
export function recordKey(ref: RecordRef): string {
  return `${ref.type}:${ref.id}`
}

export function recordRef(key: string): RecordRef {
  const colon = key.indexOf(':')
  return { type: key.slice(0, colon), id: key.slice(colon + 1) }
}
