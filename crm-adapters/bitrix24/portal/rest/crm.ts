/** Scope `crm`: records. */
import { change, create, merge, remove } from '../changes.ts'
import { DEAL } from '../data/kinds.ts'
import { funnels, furtherStages } from '../data/stages.ts'
import { type CrmRecord, recordAt } from '../records.ts'
import { readable } from '../rights.ts'
import { attached } from './attached.ts'
import { fieldsOfKind } from './fields.ts'
import { fits, type Row, selected, sorted } from './filter.ts'
import { changesOf, itemOf } from './items.ts'
import { type Call, type Method, page, RestError } from './method.ts'
import { asParams, each, number, text } from './params.ts'

export const crm: Record<string, Method> = {
  'crm.item.get'(call) {
    return { result: { item: itemOf(call.world, typeOf(call), openRecord(call)) } }
  },

  'crm.item.list'(call) {
    const { filter, order, select, start } = call.params
    const found = openItems(call).filter((item) => fits(item, asParams(filter)))
    const { rows, ...counts } = page(sorted(found, asParams(order)), number(start))
    return { result: { items: rows.map((row) => selected(row, select)) }, ...counts }
  },

  'crm.item.fields'(call) {
    openRecords(call)
    return { result: { fields: fieldsOfKind(typeOf(call)) } }
  },

  'crm.item.add'(call) {
    const { world, person } = call
    const kind = typeOf(call)
    const { record } = create(world, kind, fieldsOf(call), person.id, connectorOf(call))
    return { result: { item: itemOf(world, kind, record) } }
  },

  'crm.item.update'(call) {
    const { world, person } = call
    const kind = typeOf(call)
    const record = openRecord(call)
    void change(world, { kind, id: record.id }, fieldsOf(call), person.id, connectorOf(call))
    return { result: { item: itemOf(world, kind, record) } }
  },

  'crm.item.delete'(call) {
    const { id } = openRecord(call)
    void remove(call.world, { kind: typeOf(call), id }, call.person.id, connectorOf(call))
    return { result: [] }
  },

  'crm.entity.mergeBatch'(call) {
    const { entityTypeId, entityIds } = asParams(call.params.params)
    const ids = each(entityIds).map(Number)
    const [into, ...others] = ids
    if (into === undefined || others.length === 0) {
      throw new RestError('0', 'The parameter entityIds must contains at least two elements.')
    }
    const params = { entityTypeId }
    for (const id of ids) openRecord({ ...call, params: { ...params, id } })
    void merge(call.world, { kind: number(entityTypeId), id: into }, others, call.person.id)
    return { result: { STATUS: 'SUCCESS', ENTITY_IDS: others } }
  },
}

/** Throws the portal's refusal unless the person may read what `entityTypeId` and `id` name. */
export function openRecord(call: Call): CrmRecord {
  const kind = typeOf(call)
  const id = number(call.params.id)
  const record = openRecords(call).find((one) => one.id === id)
  if (record) return record
  throw recordAt(call.world, { kind, id })
    ? new RestError('ACCESS_DENIED', 'You do not have permission to view this item')
    : new RestError('NOT_FOUND', 'Element not found')
}

/** `auth_connector` of the call: what it causes is not told to offline events bound with the same. */
function connectorOf({ params }: Call) {
  const connector = text(params.auth_connector)
  return connector === '' ? {} : { connector }
}

function openRecords(call: Call): CrmRecord[] {
  const { world, person } = call
  if (person.extranet) {
    throw new RestError('allowed_only_intranet_user', 'Only intranet users are allowed', 403)
  }
  const records = readable(world, person, typeOf(call))
  if (!records) throw new RestError('NOT_FOUND', 'Entity type not found')
  return records
}

function openItems(call: Call): Row[] {
  return openRecords(call).map((record) => itemOf(call.world, typeOf(call), record))
}

function typeOf({ params }: Call): number {
  return number(params.entityTypeId)
}

function fieldsOf(call: Call) {
  openRecords(call)
  const { world, person, params } = call
  const fields = attached(world, person.id, asParams(params.fields))
  const { stageId } = fields
  const kind = typeOf(call)
  const stages = kind === DEAL ? funnels : furtherStages.filter((one) => one.kind === kind)
  const known = stages.some((one) => one.stages.some(({ code }) => code === stageId))
  if (stageId !== undefined && !known) throw new RestError('INVALID_ARG_VALUE', 'Wrong stage')
  return changesOf(kind, fields)
}
