/** Offline events: an administrator's application takes them in batches and says when it is done. */
import { randomBytes } from 'node:crypto'
import type { Waiting } from '../events/offline.ts'
import { type World, written } from '../world.ts'
import { fits, type Row, sorted } from './filter.ts'
import { adminOnly, type Method, RestError } from './method.ts'
import { asParams, each, number, type Params, text } from './params.ts'

const USUAL = 50

export const offline: Record<string, Method> = {
  'event.offline.get'(call) {
    adminOnly(call)
    const { world, params } = call
    const process_id = text(params.process_id)
    const given = process_id ? world.waiting.filter((one) => one.process === process_id) : next(world, params)
    // Cleared at once unless asked not to; otherwise reserved until it is said that they are done.
    if (number(params.clear ?? 1) !== 0) {
      world.waiting = world.waiting.filter((one) => !given.includes(one))
      return { result: { process_id: null, events: given.map(row) } }
    }
    const process = process_id || randomBytes(16).toString('hex')
    for (const one of given) one.process = process
    return { result: { process_id: process, events: given.map(row) } }
  },

  'event.offline.list'(call) {
    adminOnly(call)
    const { filter, order } = call.params
    const found = call.world.waiting.map(row).filter((one) => fits(one, asParams(filter)))
    const by = Object.keys(asParams(order)).length > 0 ? asParams(order) : { ID: 'ASC' }
    return { result: sorted(found, by), total: found.length }
  },

  'event.offline.clear'(call) {
    adminOnly(call)
    const { world, params } = call
    const meant = reserved(world, params)
    world.waiting = world.waiting.filter((one) => !meant.includes(one))
    return { result: true }
  },

  'event.offline.error'(call) {
    adminOnly(call)
    for (const one of reserved(call.world, call.params)) one.failedAt = call.world.now()
    return { result: true }
  },
}

function next(world: World, { filter, order, limit, auth_connector, error }: Params): Waiting[] {
  const free = world.waiting.filter(
    (one) =>
      !one.process &&
      one.connector === text(auth_connector) &&
      (number(error) === 1) === (one.failedAt !== undefined),
  )
  const rows = free.map(row).filter((one) => fits(one, asParams(filter)))
  const by = Object.keys(asParams(order)).length > 0 ? asParams(order) : { ID: 'ASC' }
  const ids = sorted(rows, by).map(({ ID }) => number(ID))
  return ids.slice(0, number(limit) || USUAL).flatMap((id) => free.find((one) => one.id === id) ?? [])
}

function reserved(world: World, { process_id, id, message_id }: Params): Waiting[] {
  const process = text(process_id)
  if (process === '') throw new RestError('PROCESS_ID_NOT_FOUND', 'Process ID not found')
  const chosen = [...each(id), ...each(message_id)].map(number)
  return world.waiting.filter(
    (one) => one.process === process && (chosen.length === 0 || chosen.includes(one.id)),
  )
}

function row({ id, at, event, data }: Waiting): Row {
  return {
    ID: String(id),
    TIMESTAMP_X: written(at),
    EVENT_NAME: event,
    EVENT_DATA: data,
    EVENT_ADDITIONAL: false,
    MESSAGE_ID: String(id),
  }
}
