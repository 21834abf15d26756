import type { CrmRefusal } from '../../crm-adapters/port.ts'

const ailing = new Set<CrmRefusal>(['unreachable', 'limited', 'moved', 'broken', 'blocked', 'unpaid'])

/** What ails the host, or us there, says nothing of the person it was asked about. */
export function saysNothing(reason: CrmRefusal): boolean {
  return ailing.has(reason)
}
