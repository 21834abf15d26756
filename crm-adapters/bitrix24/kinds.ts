/** The kinds of record whose cards have our tab: our word for each, Bitrix24's number and the code of its tab. */
import type { RecordRef } from '../port.ts'

const named: [type: string, entityTypeId: number, code: string][] = [
  ['lead', 1, 'LEAD'],
  ['deal', 2, 'DEAL'],
  ['contact', 3, 'CONTACT'],
  ['company', 4, 'COMPANY'],
  ['quote', 7, 'QUOTE'],
  ['smart_invoice', 31, 'SMART_INVOICE'],
]

/** Numbers from here on are a portal's own kinds, its smart processes. */
const FIRST_OF_ITS_OWN = 128

/** Tabs every portal may have; those of smart processes are the portal's own. */
export const usualTabs = named.map(([, , code]) => `CRM_${code}_DETAIL_TAB`)

export function tabOfKind(entityTypeId: number): string {
  return `CRM_DYNAMIC_${entityTypeId}_DETAIL_TAB`
}

/** Our own page: in the portal's menu, and where the application itself is opened. */
export const MENU = 'LEFT_MENU'

export function isOwnPage(placement: string): boolean {
  return placement === MENU || placement === 'DEFAULT'
}

/** Which kind of record a tab belongs to; undefined when it is none of ours. */
export function typeOfTab(placement: string): RecordRef['type'] | undefined {
  const [, own] = /^CRM_DYNAMIC_(\d{3,9})_DETAIL_TAB$/.exec(placement) ?? []
  if (own) return typeOf(Number(own))
  return named.find(([, , code]) => placement === `CRM_${code}_DETAIL_TAB`)?.[0]
}

export function typeOf(entityTypeId: number): RecordRef['type'] | undefined {
  const known = named.find(([, id]) => id === entityTypeId)
  return known?.[0] ?? (isItsOwn(entityTypeId) ? `dynamic_${entityTypeId}` : undefined)
}

/** `entityTypeId` of our word for a kind; undefined when Bitrix24 has no such kind. */
export function entityTypeIdOf(type: RecordRef['type']): number | undefined {
  const [, own] = /^dynamic_(\d{3,9})$/.exec(type) ?? []
  if (own) return isItsOwn(Number(own)) ? Number(own) : undefined
  return named.find(([word]) => word === type)?.[1]
}

/** Whether a number is a smart process, as a portal's people call the kinds of record they have made. */
export function isItsOwn(entityTypeId: number): boolean {
  return Number.isSafeInteger(entityTypeId) && entityTypeId >= FIRST_OF_ITS_OWN
}

/** Where the portal shows a record to people: a path of it. */
export function cardPath({ type, id }: RecordRef): string {
  const own = ['lead', 'deal', 'contact', 'company'].includes(type)
  return own ? `/crm/${type}/details/${id}/` : `/crm/type/${entityTypeIdOf(type)}/details/${id}/`
}
