/** A record as a person's card shows it. That the organization answers at all is the access check. */
import { type Json, number, object, text } from '../json.ts'
import type { Answer, RecordContext, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { formOf, kindOf, pathOf, recordOf } from './kinds.ts'
import { currency, currencyOf, query, reference, shown } from './odata.ts'
import { guid } from './passed.ts'
import { PHASES, type Stages } from './stages.ts'

const columns: Record<string, string> = {
  deal: 'name,estimatedvalue,actualvalue,estimatedclosedate,actualclosedate,statecode,statuscode,salesstage,stageid,_customerid_value,_originatingleadid_value',
  lead: 'subject,fullname,companyname,budgetamount,statecode,statuscode,merged,_parentaccountid_value,_parentcontactid_value,_qualifyingopportunityid_value',
  company: 'name,merged',
  contact: 'fullname,merged,_parentcustomerid_value',
  case: 'title,statecode,statuscode,merged,_customerid_value',
}

const owningTeam = 'owningteam($select=isdefault,_administratorid_value)'

/** Where money is meant, and in which currency. */
const sold = new Set(['deal', 'lead'])

export async function record(
  dataverse: Dataverse,
  ref: RecordRef,
  stages: () => Promise<Stages>,
): Promise<Answer<RecordContext>> {
  const path = pathOf(ref)
  const select = columns[ref.type]
  if (!path || !select) return refusal('missing', `Dynamics has no ${ref.type} ${ref.id}`)
  const question = query(path, {
    select: `${select},_ownerid_value`,
    expand: [...(sold.has(ref.type) ? [currency] : []), owningTeam].join(','),
  })
  const [asked, known] = await Promise.all([
    dataverse.read(question),
    ref.type === 'deal' ? stages() : undefined,
  ])
  if (!asked.ok) return asked
  // A record that was merged into another stays, switched off: nobody works in it any more.
  if (asked.value.merged === true) return refusal('missing', `${ref.type}: merged into another`)
  return { ok: true, value: contextOf(ref, asked.value, known ?? new Map()) }
}

/** What a merged record goes on as; null when it was not merged. */
export async function mergedInto(dataverse: Dataverse, ref: RecordRef): Promise<Answer<RecordRef | null>> {
  const path = pathOf(ref)
  // Opportunities are never merged.
  if (!path || ref.type === 'deal') return { ok: true, value: null }
  const asked = await dataverse.read(query(path, { select: 'merged,_masterid_value' }))
  if (!asked.ok) return asked.reason === 'missing' ? { ok: true, value: null } : asked
  const master = asked.value.merged === true ? reference(asked.value, 'masterid') : null
  return { ok: true, value: master && { type: ref.type, id: master.id } }
}

function contextOf(record: RecordRef, row: Json, stages: Stages): RecordContext {
  const owner = reference(row, 'ownerid')
  const stage = stages.get(String(row.stageid))
  const closed = row.statecode !== 0
  const madeFrom = recordOf('lead', row._originatingleadid_value)
  const convertedTo = recordOf('opportunity', row._qualifyingopportunityid_value)
  return {
    record,
    title: titleOf(record, row),
    amount: number((closed ? row.actualvalue : null) ?? row.estimatedvalue ?? row.budgetamount),
    currency: currencyOf(row),
    stage: stageOf(record, row, stage?.name ?? null, stage?.phase ?? null),
    funnel: stage?.process ?? null,
    responsible: owner?.table === 'systemuser' ? owner.id : answersFor(object(row.owningteam)),
    client: clientOf(record, row),
    closeDate: text((closed ? row.actualclosedate : null) ?? row.estimatedclosedate)?.slice(0, 10) ?? null,
    ...(madeFrom && { madeFrom }),
    ...(convertedTo && { convertedTo }),
  }
}

/** Of a team that owns the record its administrator, whom the platform calls responsible for it; nobody of a unit's own team. */
function answersFor(team: Json): string | null {
  return team.isdefault === true ? null : (guid(text(team._administratorid_value) ?? '') ?? null)
}

export function titleOf({ type, id }: RecordRef, row: Json): string {
  return text(row[kindOf(type)?.title ?? '']) ?? text(row.fullname) ?? `#${id.slice(0, 8)}`
}

const outcomes = ['open', 'won', 'lost'] as const

/** A process has four phases whatever its stages are; what has none has one. */
function stageOf(
  { type }: RecordRef,
  row: Json,
  name: string | null,
  phase: number | null,
): RecordContext['stage'] {
  const outcome = outcomes[number(row.statecode) ?? -1]
  if (!outcome || type === 'company' || type === 'contact') return null
  const reason = shown(row, 'statuscode') ?? ''
  if (type !== 'deal') return { name: reason, step: 1, steps: 1, outcome }
  const step = Math.min((phase ?? number(row.salesstage) ?? 0) + 1, PHASES)
  const open = name ?? shown(row, 'salesstage') ?? reason
  return { name: outcome === 'open' ? open : reason, step, steps: PHASES, outcome }
}

/** An account is a client itself, whatever it is a part of, and so is a contact of none. */
function clientOf(record: RecordRef, row: Json): RecordContext['client'] {
  const itself = { name: titleOf(record, row), url: formOf(kindOf(record.type)?.table ?? '', record.id) }
  if (record.type === 'company') return itself
  const lookups = ['customerid', 'parentcustomerid', 'parentaccountid', 'parentcontactid']
  const found = lookups.map((lookup) => reference(row, lookup)).find((one) => one !== null)
  if (found) return { name: found.name ?? '', url: found.table && formOf(found.table, found.id) }
  if (record.type === 'contact') return itself
  const company = record.type === 'lead' ? text(row.companyname) : null
  return company === null ? null : { name: company, url: null }
}
