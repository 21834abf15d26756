import type { RecordRef } from '../../crm-adapters/port.ts'
import { words } from '../words/index.ts'

/** "Сделка № 1204"; only "Сделка" where the host's ids are none that people read. */
export function recordName({ type, id }: RecordRef): string {
  const { numbered, other, ...known } = words.record
  const name = (known as Record<string, string>)[type] ?? other
  return /^\d+$/.test(id) ? name + numbered(id) : name
}
