/** Columns of numbers a portal has given its deals and leads, and what stands in one. docs: `crm.item.fields`. */
import { type Json, number, object, text } from '../json.ts'
import type { Answer, Measure, NumberField } from '../port.ts'
import { entityTypeIdOf } from './kinds.ts'
import type { Rest } from './rest.ts'

const sold = ['deal', 'lead']
const numbers = ['double', 'integer', 'money']

/** Fields the portal has made itself: its own numbers are ids, times and the amount. */
export async function numberFields(rest: Rest): Promise<Answer<NumberField[]>> {
  const commands = sold.map((type) => {
    const params = { entityTypeId: entityTypeIdOf(type) }
    return [type, { method: 'crm.item.fields', params }] as const
  })
  const asked = await rest.batch(Object.fromEntries(commands))
  if (!asked.ok) return asked
  const fields: NumberField[] = []
  for (const type of sold) {
    const answer = asked.value[type]
    // Portals that work without leads have none.
    if (!answer?.ok) continue
    for (const [field, about] of Object.entries(object(object(answer.value.value).fields))) {
      const { type: kind, isDynamic, isMultiple, formLabel, title } = object(about)
      if (isDynamic !== true || isMultiple === true || !numbers.includes(String(kind))) continue
      fields.push({ type, field, name: text(formLabel) ?? text(title) ?? field, money: kind === 'money' })
    }
  }
  return { ok: true, value: fields }
}

/** Sums are written as `331200|RUB`. */
export function measured({ field, name, money }: Omit<NumberField, 'type'>, item: Json): Measure | null {
  const value = item[field]
  const [sum, currency = text(item.currencyId)] = String(value ?? '').split('|')
  const amount = number(sum)
  if (amount === null) return null
  return { name, amount, currency: money ? currency : null }
}
