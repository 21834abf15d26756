import type { RecordRef } from '../../crm-adapters/port.ts'
import { words } from '../words/index.ts'

/** "Сделка № 1204". */
export function recordName({ type, id }: RecordRef): string {
  const { other, ...known } = words.record
  return ((known as Record<string, (id: string) => string>)[type] ?? other)(id)
}
