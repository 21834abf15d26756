/** A row as the Web API shows it: chosen columns, lookups as ids, annotations where they are asked for. */
import { isAdministrator } from '../rights/caller.ts'
import { isReference, type Row } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { tableCalled } from '../world.ts'
import type { Question } from './exchange.ts'
import { formatted } from './formatted.ts'
import { columnCalled } from './property.ts'
import { refusals } from './refused.ts'

/** Columns of a `$select`; undefined selects all. */
export function selected(table: Table, select: string | null): string[] | undefined {
  if (!select || select === '*') return undefined
  return select.split(',').map((name) => {
    const column = name.trim() === table.key ? table.key : columnCalled(table, name.trim())
    if (!column || table.columns[column]?.secret) throw refusals.noProperty(name.trim(), table.name)
    return column
  })
}

export function shown(question: Question, row: Row, columns: string[] | undefined): Record<string, unknown> {
  const { world, caller } = question
  const table = tableCalled(world, row.table)
  const wanted = columns ?? Object.keys(table.columns).filter((name) => !table.columns[name]?.secret)
  const lcid = world.languages.get(caller.user.id) ?? 1033
  const result: Record<string, unknown> = { '@odata.etag': etagOf(row), [table.key]: row.id }
  // Principals are read by their common key, too.
  if (row.table === 'systemuser' || row.table === 'team') result.ownerid = row.id
  for (const name of wanted) {
    const column = table.columns[name]
    if (!column || name === table.key) continue
    const hidden = column.secured && !isAdministrator(world, caller.user)
    const value = name === 'versionnumber' ? row.version : hidden ? null : (row.values[name] ?? null)
    const property = column.kind === 'lookup' ? `_${name}_value` : name
    result[property] = isReference(value) ? value.id : value
    const words = formatted(world, row, column, value, lcid)
    if (words !== undefined && annotated(question, 'OData.Community.Display.V1.FormattedValue')) {
      result[`${property}@OData.Community.Display.V1.FormattedValue`] = words
    }
    if (column.kind !== 'lookup' || !isReference(value)) continue
    const further = {
      'Microsoft.Dynamics.CRM.associatednavigationproperty': column.to[value.table],
      'Microsoft.Dynamics.CRM.lookuplogicalname': value.table,
    }
    for (const [annotation, said] of Object.entries(further)) {
      if (annotated(question, annotation)) result[`${property}@${annotation}`] = said
    }
  }
  return result
}

export function etagOf({ version }: Row): string {
  return `W/"${version}"`
}

function annotated({ prefers: { annotations } }: Question, name: string): boolean {
  if (!annotations) return false
  return annotations.split(',').some((wanted) => {
    const pattern = wanted.trim()
    return (
      pattern === '*' || pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)))
    )
  })
}
