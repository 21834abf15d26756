/** The kinds of record whose forms have our tab: our word for each, and the tables Dataverse keeps them in. */
import type { RecordRef } from '../port.ts'
import { guid } from './passed.ts'

export interface Kind {
  type: RecordRef['type']
  /** Logical name. */
  table: string
  /** Name of the entity set, in URLs. */
  set: string
  /** Primary key. */
  key: string
  /** The column people call it by. */
  title: string
}

export const kinds: Kind[] = [
  { type: 'deal', table: 'opportunity', set: 'opportunities', key: 'opportunityid', title: 'name' },
  { type: 'lead', table: 'lead', set: 'leads', key: 'leadid', title: 'subject' },
  { type: 'company', table: 'account', set: 'accounts', key: 'accountid', title: 'name' },
  { type: 'contact', table: 'contact', set: 'contacts', key: 'contactid', title: 'fullname' },
  { type: 'case', table: 'incident', set: 'incidents', key: 'incidentid', title: 'title' },
]

export function kindOf(type: RecordRef['type']): Kind | undefined {
  return kinds.find((kind) => kind.type === type)
}

/** By a table's logical name and a GUID however written; undefined when its form has no tab of ours. */
export function recordOf(table: unknown, id: unknown): RecordRef | undefined {
  const kind = kinds.find((one) => one.table === table)
  const bare = typeof id === 'string' ? guid(id) : undefined
  return kind && bare ? { type: kind.type, id: bare } : undefined
}

/** Where a record is read, below the endpoint; undefined for one Dataverse cannot have. */
export function pathOf({ type, id }: RecordRef): string | undefined {
  const kind = kindOf(type)
  return kind && guid(id) === id ? `${kind.set}(${id})` : undefined
}

/** A record's form, as a path of the host. */
export function formOf(table: string, id: string): string {
  return `/main.aspx?pagetype=entityrecord&etn=${table}&id=${id}`
}
