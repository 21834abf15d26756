import type { RecordRef } from '../port.ts'

/** By what we know something at a portal as ours, whatever has become of what we knew. */
export const ORIGINATOR = 'dealthread'

/** The mark of the one activity that stands for a record's chat; a merge takes the activity along, mark and all. */
export function originOf({ type, id }: RecordRef): string {
  return `${type}:${id}`
}
