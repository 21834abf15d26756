/** Scope `crm`: activities of a card; a configurable one may be changed only by the application that has made it. */
import type { Activity } from '../data/activities.ts'
import { send } from '../events/send.ts'
import { written } from '../world.ts'
import { fits, type Row, selected, sorted } from './filter.ts'
import { checkLayout } from './layout.ts'
import { type Call, type Method, page, RestError } from './method.ts'
import { ownerIn } from './owner.ts'
import { asParams, each, isYes, number, type Params, text } from './params.ts'

export const activities: Record<string, Method> = {
  'crm.activity.configurable.add'(call) {
    const { world, params } = call
    const layout = checkLayout(params.layout)
    const activity = { ...begun(call), provider: 'CONFIGURABLE_REST_APP' as const, layout }
    write(activity, asParams(params.fields))
    world.activities.push(activity)
    tell(call, 'ADD', activity)
    return { result: { activity: { id: activity.id } } }
  },

  'crm.activity.configurable.update'(call) {
    const { world, params } = call
    const activity = configurable(call)
    const layout = params.layout === undefined ? activity.layout : checkLayout(params.layout)
    const changed = { ...activity, ...(layout && { layout }), updatedAt: world.now() }
    write(changed, asParams(params.fields), world.now())
    Object.assign(activity, changed)
    tell(call, 'UPDATE', activity)
    return { result: { activity: { id: activity.id } } }
  },

  'crm.activity.configurable.get'(call) {
    const { id, ownerTypeId, ownerId, layout, ...activity } = configurable(call)
    const fields = {
      typeId: 'CONFIGURABLE',
      completed: activity.completedAt !== undefined,
      deadline: activity.deadline ?? null,
      pingOffsets: activity.pingOffsets,
      isIncomingChannel: activity.incoming,
      responsibleId: Number(activity.responsible),
      badgeCode: activity.badgeCode,
      originatorId: activity.originatorId,
      originId: activity.originId,
    }
    return { result: { activity: { id, ownerTypeId, ownerId, fields, layout } } }
  },

  'crm.activity.todo.add'(call) {
    const { world, params } = call
    const deadline = text(params.deadline)
    if (Number.isNaN(Date.parse(deadline)))
      throw new RestError('WRONG_DATETIME_FORMAT', 'Wrong datetime format')
    const activity: Activity = {
      ...begun(call),
      provider: 'CRM_TODO',
      deadline,
      title: text(params.title),
      description: text(params.description),
      responsible: text(params.responsibleId) || call.person.id,
      pingOffsets: each(params.pingOffsets),
    }
    world.activities.push(activity)
    tell(call, 'ADD', activity)
    return { result: { id: activity.id } }
  },

  'crm.activity.get'(call) {
    return { result: row(openActivity(call)) }
  },

  'crm.activity.list'(call) {
    const { filter, order, select, start } = call.params
    const open = call.world.activities.filter((one) => isOpen(call, one)).map(row)
    const found = open.filter((one) => fits(one, asParams(filter)))
    const by = Object.keys(asParams(order)).length > 0 ? asParams(order) : { ID: 'ASC' }
    const { rows, ...counts } = page(sorted(found, by), number(start))
    return { result: rows.map((one) => ({ ID: one.ID, ...selected(one, select) })), ...counts }
  },

  'crm.activity.delete'(call) {
    const activity = openActivity(call)
    call.world.activities.splice(call.world.activities.indexOf(activity), 1)
    tell(call, 'DELETE', activity)
    return { result: true }
  },
}

type Begun = Omit<Activity, 'provider'>

function begun(call: Call): Begun {
  const { world, person, params } = call
  const { kind, record } = ownerIn(call, number(params.ownerTypeId), number(params.ownerId))
  const at = world.now()
  return {
    id: world.serial(),
    ownerTypeId: kind.id,
    ownerId: record.id,
    clientId: world.app.clientId,
    author: person.id,
    responsible: person.id,
    at,
    updatedAt: at,
    incoming: false,
    badgeCode: '',
    pingOffsets: [],
    originatorId: null,
    originId: null,
  }
}

function write(activity: Begun, fields: Params, at = activity.at) {
  const known = [
    ...['typeId', 'completed', 'deadline', 'pingOffsets', 'isIncomingChannel', 'responsibleId'],
    ...['badgeCode', 'originatorId', 'originId'],
  ]
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown) throw new RestError('FIELD_IS_REDUNDANT', `Field "${unknown}" of "fields" is redundant`)
  if (fields.typeId !== undefined && fields.typeId !== 'CONFIGURABLE') {
    throw new RestError('ENUM_FIELD', 'Field "typeId" must be one of: CONFIGURABLE')
  }
  if (fields.isIncomingChannel !== undefined) activity.incoming = isYes(fields.isIncomingChannel)
  if (fields.deadline !== undefined) activity.deadline = text(fields.deadline) || undefined
  if (activity.incoming && activity.deadline) {
    throw new RestError(
      'INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE',
      'Incoming activity can not be with deadline',
    )
  }
  if (fields.completed !== undefined) activity.completedAt = isYes(fields.completed) ? at : undefined
  if (fields.responsibleId !== undefined) activity.responsible = text(fields.responsibleId)
  if (fields.badgeCode !== undefined) activity.badgeCode = text(fields.badgeCode)
  if (fields.pingOffsets !== undefined) activity.pingOffsets = each(fields.pingOffsets)
  if (fields.originatorId !== undefined) activity.originatorId = text(fields.originatorId)
  if (fields.originId !== undefined) activity.originId = text(fields.originId)
}

function configurable(call: Call): Activity {
  const activity = openActivity(call)
  if (activity.provider !== 'CONFIGURABLE_REST_APP') throw new RestError('NOT_FOUND', 'Not found.')
  if (activity.clientId === call.world.app.clientId) return activity
  throw new RestError('ERROR_WRONG_APPLICATION', 'Activity was created by another application')
}

function openActivity(call: Call): Activity {
  const id = number(call.params.id)
  const activity = call.world.activities.find((one) => one.id === id)
  if (!activity) throw new RestError('NOT_FOUND', 'Not found.')
  ownerIn(call, activity.ownerTypeId, activity.ownerId)
  return activity
}

function isOpen(call: Call, { ownerTypeId, ownerId }: Activity): boolean {
  try {
    ownerIn(call, ownerTypeId, ownerId)
    return true
  } catch (error) {
    if (error instanceof RestError) return false
    throw error
  }
}

function row(activity: Activity): Row {
  const { provider, layout, title, at, updatedAt, deadline } = activity
  const heading = asParams(asParams(layout).header).title
  return {
    ID: String(activity.id),
    OWNER_ID: String(activity.ownerId),
    OWNER_TYPE_ID: String(activity.ownerTypeId),
    TYPE_ID: '6',
    PROVIDER_ID: provider,
    PROVIDER_TYPE_ID: provider === 'CRM_TODO' ? 'TODO' : 'CONFIGURABLE',
    SUBJECT: title ?? (typeof heading === 'object' ? text(asParams(heading).ru) : text(heading)),
    DESCRIPTION: activity.description ?? '',
    COMPLETED: activity.completedAt ? 'Y' : 'N',
    RESPONSIBLE_ID: activity.responsible,
    AUTHOR_ID: activity.author,
    CREATED: written(at),
    LAST_UPDATED: written(updatedAt),
    DEADLINE: deadline ?? '',
    IS_INCOMING_CHANNEL: activity.incoming ? 'Y' : 'N',
    ORIGINATOR_ID: activity.originatorId,
    ORIGIN_ID: activity.originId,
  }
}

function tell({ world, person }: Call, what: 'ADD' | 'UPDATE' | 'DELETE', { id }: Activity) {
  void send(world, `ONCRMACTIVITY${what}`, { FIELDS: { ID: id } }, { by: person.id })
}
