/** `$expand`: lookups and collections, one level, each with its own `$select`. */
import { may } from '../rights/access.ts'
import { isReference, type Row, rowAt, tiedTo } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { tableCalled } from '../world.ts'
import { apiOf, type Question } from './exchange.ts'
import { lookupCalled } from './property.ts'
import { refusals } from './refused.ts'
import { selected, shown } from './shown.ts'

export type Expanded = (row: Row) => Record<string, unknown>

/** What the expansions add to a row as it is shown. */
export function expansions(question: Question, table: Table, expand: string | null): Expanded {
  const each = parts(expand ?? '').map((part) => {
    const [, name = '', options = ''] = /^([^()]+)(?:\((.*)\))?$/.exec(part.trim()) ?? []
    const select = optionIn(options, '$select')
    return name in (table.collections ?? {})
      ? collection(question, table, name, select)
      : single(question, table, name, select)
  })
  return (row) => Object.assign({}, ...each.map((add) => add(row)))
}

function single(question: Question, table: Table, name: string, select: string | null): Expanded {
  const { world, caller } = question
  const found = lookupCalled(table, name)
  if (!found) throw refusals.noProperty(name, table.name)
  return (row) => {
    const reference = row.values[found.column]
    const fits = isReference(reference) && found.targets.includes(reference.table)
    const target = fits ? rowAt(world.rows, reference) : undefined
    if (!target || !may(world, caller, 'Read', target)) return { [name]: null }
    return { [name]: shown(question, target, selected(tableCalled(world, target.table), select)) }
  }
}

function collection(question: Question, table: Table, name: string, select: string | null): Expanded {
  const { world, caller } = question
  const known = table.collections?.[name]
  if (!known) throw refusals.noProperty(name, table.name)
  const columns = selected(tableCalled(world, known.table), select)
  const query = select ? `?$select=${select}` : ''
  return (row) => {
    const tied = tiedTo(world.rows, known.through, row, known.table)
    const seen = tied.filter((one) => may(world, caller, 'Read', one))
    return {
      [name]: seen.map((one) => shown(question, one, columns)),
      [`${name}@odata.nextLink`]: `${apiOf(world)}${table.set}(${row.id})/${name}${query}`,
    }
  }
}

/** Options within the parentheses are parted by semicolons. */
function optionIn(options: string, name: string): string | null {
  const found = options.split(';').find((option) => option.trim().startsWith(`${name}=`))
  return found ? found.trim().slice(name.length + 1) : null
}

/** Commas within parentheses do not part two expansions. */
function parts(expand: string): string[] {
  return expand ? expand.split(/,(?![^(]*\))/) : []
}
