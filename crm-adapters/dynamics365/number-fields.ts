/** Columns of numbers that opportunities and leads have, for an administrator to name one. docs: "Query table definitions using the Web API". */
import { type Json, list, object, text } from '../json.ts'
import type { Answer, NumberField } from '../port.ts'
import type { Dataverse } from './dataverse.ts'
import { type Kind, kindOf } from './kinds.ts'
import { query } from './odata.ts'

/** Columns of a table are told at once, without pages. */
export async function numberFields(dataverse: Dataverse): Promise<Answer<NumberField[]>> {
  const sold = ['deal', 'lead'].flatMap((type) => kindOf(type) ?? [])
  const asked = await Promise.all(
    sold.map(({ table }) =>
      dataverse.read(
        query(`EntityDefinitions(LogicalName='${table}')/Attributes`, {
          select: 'LogicalName,AttributeType,IsCustomAttribute,DisplayName',
        }),
      ),
    ),
  )
  const fields: NumberField[] = []
  for (const [n, answer] of asked.entries()) {
    // An organization without Sales has neither.
    if (!answer.ok && answer.reason === 'missing') continue
    if (!answer.ok) return answer
    for (const column of list(answer.value.value)) fields.push(...fieldIn(sold[n]!, column))
  }
  return { ok: true, value: fields }
}

const numbers = ['Money', 'Decimal', 'Double', 'Integer']
/** Shown as the amount already. */
const amounts = ['estimatedvalue', 'actualvalue']

function fieldIn({ type }: Kind, column: Json): NumberField[] {
  const field = text(column.LogicalName) ?? ''
  const kind = text(column.AttributeType) ?? ''
  const own = column.IsCustomAttribute === true
  // The platform's own whole numbers, rates and sums in its base currency are not what a deal brings.
  const technical = field.endsWith('_base') || amounts.includes(field) || (!own && kind !== 'Money')
  if (!field || !numbers.includes(kind) || technical) return []
  return [{ type, field, name: labelIn(column) ?? field, money: kind === 'Money' }]
}

function labelIn({ DisplayName }: Json): string | null {
  return text(object(object(DisplayName).UserLocalizedLabel).Label)
}
