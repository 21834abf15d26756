/** Filters of lists: an operator before the field's name, `logic` among conditions, maps of conditions in maps. */
import { asParams, each, type Params } from './params.ts'

export type Row = Record<string, unknown>

export function fits(row: Row, filter: Params): boolean {
  const { logic, ...conditions } = filter
  const answers = Object.entries(conditions).map(([key, wanted]) =>
    /^\d+$/.test(key) ? fits(row, asParams(wanted)) : holds(row, key, wanted),
  )
  return String(logic).toUpperCase() === 'OR' ? answers.some(Boolean) : answers.every(Boolean)
}

/** By the fields of `order`, the first deciding; by `id` without any. */
export function sorted(rows: Row[], order: Params): Row[] {
  const by = Object.entries(order)
  const fields = by.length > 0 ? by : [['id', 'ASC'] as const]
  return rows.toSorted((a, b) => {
    for (const [field, direction] of fields) {
      const difference = compare(a[field], b[field])
      if (difference !== 0) return String(direction).toUpperCase() === 'DESC' ? -difference : difference
    }
    return 0
  })
}

export function selected(row: Row, select: unknown): Row {
  const fields = each(select).map(String)
  if (fields.length === 0 || fields.includes('*')) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === 'id' || fields.includes(name)))
}

function holds(row: Row, key: string, wanted: unknown): boolean {
  const [, operator = '', field = ''] = /^(>=|<=|!=|!@|!%|[!=@%<>])?(.*)$/.exec(key) ?? []
  const values = each(row[field])
  const is = (one: unknown) => values.some((value) => compare(value, one) === 0)
  const among = () => each(wanted).some(is) || (values.length === 0 && each(wanted).length === 0)
  const within = () => values.some((value) => lower(value).includes(lower(wanted)))
  switch (operator) {
    case '>':
      return values.some((value) => compare(value, wanted) > 0)
    case '>=':
      return values.some((value) => compare(value, wanted) >= 0)
    case '<':
      return values.some((value) => compare(value, wanted) < 0)
    case '<=':
      return values.some((value) => compare(value, wanted) <= 0)
    case '%':
      return within()
    case '!%':
      return !within()
    case '!':
    case '!=':
    case '!@':
      return !among()
    default:
      return among()
  }
}

function compare(a: unknown, b: unknown): number {
  const [x, y] = [Number(a), Number(b)]
  if (a !== '' && b !== '' && !Number.isNaN(x) && !Number.isNaN(y)) return x - y
  const [left, right] = [asMoment(a), asMoment(b)]
  return left < right ? -1 : Number(left > right)
}

// Moments are the same in whatever zone they are written.
function asMoment(value: unknown): string {
  const text = String(value ?? '')
  return moment.test(text) ? new Date(text.replace(' ', 'T')).toISOString() : text
}

const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/

const lower = (value: unknown) => String(value).toLowerCase()
