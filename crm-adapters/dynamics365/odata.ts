/** Words of the Web API: how a question is written and how an answer's columns are read. docs: "Query data using the Web API". */
import { type Json, list, object, text } from '../json.ts'
import { guid } from './passed.ts'

/** `path?$select=...`, escaped; options without a value are left out. */
export function query(path: string, options: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [`$${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`],
  )
  return given.length > 0 ? `${path}?${given.join('&')}` : path
}

/** Rows of a list's page. */
export function rowsOf(page: Json): Json[] {
  return list(page.value)
}

/** A choice, a lookup or a sum as the platform shows it to people. */
export function shown(row: Json, column: string): string | null {
  return text(row[`${column}@OData.Community.Display.V1.FormattedValue`])
}

export interface Reference {
  table: string | null
  id: string
  name: string | null
}

/** What a lookup points at; null when it is empty or hidden from the person. */
export function reference(row: Json, lookup: string): Reference | null {
  const column = `_${lookup}_value`
  const id = guid(text(row[column]) ?? '')
  if (!id) return null
  return {
    id,
    table: text(row[`${column}@Microsoft.Dynamics.CRM.lookuplogicalname`]),
    name: shown(row, column),
  }
}

/** ISO 4217 of a row read with `currency`. */
export function currencyOf(row: Json): string | null {
  return text(object(row.transactioncurrencyid).isocurrencycode)
}

/** For `$expand`: a sum says nothing without its currency's code. */
export const currency = 'transactioncurrencyid($select=isocurrencycode)'

/** `column eq a or column eq b`. */
export function anyOf(column: string, ids: string[]): string {
  return ids.map((id) => `${column} eq ${id}`).join(' or ')
}
