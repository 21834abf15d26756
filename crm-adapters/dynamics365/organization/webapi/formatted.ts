/** Values as the person who asks reads them in his language. */
import { isReference, type Reference, type Row, rowAt, rowsIn, type Value } from '../rows.ts'
import type { Column } from '../tables/column.ts'
import { tableCalled, type World } from '../world.ts'

const locales: Record<number, string> = { 1033: 'en-US', 1049: 'ru-RU', 1058: 'uk-UA' }

export function formatted(
  world: World,
  row: Row,
  column: Column,
  value: Value,
  lcid: number,
): string | undefined {
  const locale = locales[lcid] ?? 'en-US'
  if (value === null || value === undefined) return undefined
  if (column.kind === 'lookup') return isReference(value) ? titleOf(world, value) : undefined
  if (column.kind === 'choice') {
    const label = column.choices.find((choice) => choice.value === value)?.label
    return label && (label[lcid] ?? label[1033])
  }
  if (column.kind === 'yesno') return column.labels[value ? 1 : 0]
  if (column.kind === 'money') return money(world, row, Number(value), locale)
  if (column.kind === 'number') return new Intl.NumberFormat(locale).format(Number(value))
  if (column.kind === 'day' || column.kind === 'time') {
    const how = column.kind === 'time' ? { timeStyle: 'short' as const } : {}
    return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC', ...how }).format(
      new Date(String(value)),
    )
  }
  return undefined
}

export function titleOf(world: World, reference: Reference): string | undefined {
  const row = rowAt(world.rows, reference)
  const title = row?.values[tableCalled(world, reference.table).title]
  return typeof title === 'string' ? title : undefined
}

function money(world: World, row: Row, amount: number, locale: string): string {
  const reference = row.values.transactioncurrencyid
  const currency = isReference(reference)
    ? rowAt(world.rows, reference)
    : rowsIn(world.rows, 'transactioncurrency')[0]
  const code = String(currency?.values.isocurrencycode ?? 'EUR')
  return new Intl.NumberFormat(locale, { style: 'currency', currency: code }).format(amount)
}
