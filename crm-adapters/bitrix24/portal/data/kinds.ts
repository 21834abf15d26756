/** What stands in a CRM: the number of its type, and how the type is called in each place that names it. */

export interface Kind {
  /** `entityTypeId`. */
  id: number
  /** In codes of placements and of events. */
  name: string
  /** `ENTITY_TYPE` of timeline comments. */
  type: string
  /** Before a record's number in bindings: `D_1204`. */
  letter: string
  /** Of its cards, before a record's number. */
  path: string
}

export const LEAD = 1
export const DEAL = 2
export const CONTACT = 3
export const COMPANY = 4
export const QUOTE = 7
export const INVOICE = 31
/** The one smart process of the portal: shipments. */
export const SHIPMENT = 183

export const kinds: Kind[] = [
  { id: LEAD, name: 'LEAD', type: 'lead', letter: 'L', path: '/crm/lead/details/' },
  { id: DEAL, name: 'DEAL', type: 'deal', letter: 'D', path: '/crm/deal/details/' },
  { id: CONTACT, name: 'CONTACT', type: 'contact', letter: 'C', path: '/crm/contact/details/' },
  { id: COMPANY, name: 'COMPANY', type: 'company', letter: 'CO', path: '/crm/company/details/' },
  { id: QUOTE, name: 'QUOTE', type: 'quote', letter: 'Q', path: '/crm/type/7/details/' },
  { id: INVOICE, name: 'SMART_INVOICE', type: 'dynamic_31', letter: 'SI', path: '/crm/type/31/details/' },
  { id: SHIPMENT, name: 'DYNAMIC_183', type: 'dynamic_183', letter: 'Tb7', path: '/crm/type/183/details/' },
]

/** A record of the CRM; a bare number is a deal's. */
export type Seat = number | { kind: number; id: number }

export function seatOf(seat: Seat): { kind: number; id: number } {
  return typeof seat === 'number' ? { kind: DEAL, id: seat } : seat
}

export function kindOf(id: number): Kind | undefined {
  return kinds.find((kind) => kind.id === id)
}

export function tabOf({ name }: Kind): string {
  return `CRM_${name}_DETAIL_TAB`
}
