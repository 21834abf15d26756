/** The column a control stands on; there before the form names it. */
import type { Answer } from '../port.ts'
import type { Dataverse } from './dataverse.ts'
import { anchorColumn, type Table } from './solution.ts'

/** Milliseconds: a new column changes the table. */
const LONG = 240_000

/** A control stands on a column; ours is empty for ever. */
export async function anchored(dataverse: Dataverse, table: Table): Promise<Answer<null>> {
  const attributes = `EntityDefinitions(LogicalName='${table}')/Attributes`
  const there = await dataverse.read(`${attributes}(LogicalName='${anchorColumn}')?$select=LogicalName`)
  if (there.ok) return { ok: true, value: null }
  if (there.reason !== 'missing') return there
  const label = (words: string) => ({
    LocalizedLabels: [{ Label: words, LanguageCode: 1033 }],
  })
  const made = await dataverse.perform(
    attributes,
    {
      '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
      SchemaName: anchorColumn,
      MaxLength: 100,
      FormatName: { Value: 'Text' },
      RequiredLevel: { Value: 'None' },
      DisplayName: label('Chat anchor'),
    },
    LONG,
  )
  return made.ok ? { ok: true, value: null } : made
}
