/** Puts the company's first rows down, each with who made it and when. */
import { guidOf } from '../ids.ts'
import { put, type Reference, type Rows, type Value } from '../rows.ts'

export interface Sowing {
  rows: Rows
  born: Date
  tenantId: string
}

export const at = (table: string, number: number): Reference => ({ table, id: guidOf(table, number) })

/** `days` before the organization's first day, at noon. */
export function daysBefore({ born }: Sowing, days: number): string {
  const day = new Date(born.getTime() - days * 86_400_000).toISOString().slice(0, 10)
  return `${day}T12:00:00Z`
}

export interface Sown {
  owner?: Reference
  unit?: Reference
  begun?: number
  moved?: number
}

/** A row of the platform or of a person; `begun` and `moved` are days before today. */
export function sow(
  sowing: Sowing,
  table: string,
  id: string,
  values: Record<string, Value>,
  how: Sown = {},
) {
  const { owner, unit, begun = 300, moved = begun } = how
  const by = owner?.table === 'systemuser' ? owner : at('systemuser', 1)
  put(
    sowing.rows,
    { table, id },
    {
      ...values,
      createdon: daysBefore(sowing, begun),
      modifiedon: daysBefore(sowing, moved),
      createdby: by,
      modifiedby: by,
      createdonbehalfby: null,
      modifiedonbehalfby: null,
      ...(owner && {
        ownerid: owner,
        owninguser: owner.table === 'systemuser' ? owner : null,
        owningteam: owner.table === 'team' ? owner : null,
        owningbusinessunit: unit ?? null,
      }),
    },
  )
}
