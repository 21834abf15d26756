/** Placements and events an application has bound. A handler may stand in one place only once. */
import { isAllowed, isEvent, knownEvents, knownPlacements } from '../events/known.ts'
import { send } from '../events/send.ts'
import type { EventHandler, Placement } from '../world.ts'
import { adminOnly, type Method, RestError } from './method.ts'
import { asParams, isYes, number, type Params, text } from './params.ts'

export const bindings: Record<string, Method> = {
  'placement.list': ({ world, params }) => ({
    result: isYes(params.FULL) || world.scopes.includes('crm') ? knownPlacements : [],
  }),

  'placement.get'(call) {
    adminOnly(call)
    return { result: call.world.placements }
  },

  'placement.bind'(call) {
    adminOnly(call)
    const { world, params } = call
    const placement = text(params.PLACEMENT)
    if (!placement) throw missing('PLACEMENT')
    if (!knownPlacements.includes(placement)) {
      throw new RestError('ERROR_PLACEMENT_NOT_FOUND', 'Placement not found')
    }
    const handler = handlerIn(params.HANDLER, 'HANDLER')
    if (world.placements.some((one) => one.placement === placement && one.handler === handler)) {
      throw new RestError('ERROR_CORE', 'Unable to set placement handler: Handler already binded')
    }
    world.placements.push({ placement, handler, ...described(params) })
    return { result: true }
  },

  'placement.unbind'(call) {
    adminOnly(call)
    const { world, params } = call
    if (!params.PLACEMENT) throw missing('PLACEMENT')
    const gone = world.placements.filter(
      ({ placement, handler }) =>
        placement === params.PLACEMENT && (params.HANDLER === undefined || handler === params.HANDLER),
    )
    world.placements = world.placements.filter((one) => !gone.includes(one))
    // As documented: what was found and what was removed are counted together.
    return { result: { count: gone.length * 2 } }
  },

  'event.get': ({ world }) => ({
    result: world.events.map(({ event, handler, auth_type, offline, connector }) => ({
      event,
      ...(!offline && { handler, auth_type }),
      ...(offline && { connector_id: connector }),
      offline,
    })),
  }),

  'event.bind'({ world, person, params }) {
    const event = text(params.event).toUpperCase()
    if (!event) throw missing('event')
    if (!isEvent(event)) throw new RestError('ERROR_EVENT_NOT_FOUND', 'Event not found')
    const offline = text(params.event_type) === 'offline'
    if (offline && !person.admin) throw new RestError('ACCESS_DENIED', 'Access denied!', 403)
    const connector = offline ? text(params.auth_connector) : ''
    const handler = offline ? '' : handlerIn(params.handler, 'handler')
    const same = (one: EventHandler) => one.event === event && one.handler === handler
    if (world.events.some((one) => same(one) && one.connector === connector)) {
      throw new RestError('ERROR_CORE', 'Unable to set event handler: Handler already binded')
    }
    if (params.auth_type !== undefined && !person.admin && text(params.auth_type) !== person.id) {
      throw new RestError('ACCESS_DENIED', 'Access denied!', 403)
    }
    const auth_type = text(params.auth_type) || (person.admin ? '0' : person.id)
    world.events.push({ id: world.serial(), event, handler, auth_type, offline: offline ? 1 : 0, connector })
    return { result: true }
  },

  'event.unbind'({ world, params }) {
    const event = text(params.event).toUpperCase()
    const offline = text(params.event_type) === 'offline'
    const meant = (one: EventHandler) =>
      one.event === event && (offline ? one.offline === 1 : one.handler === params.handler)
    const kept = world.events.filter((one) => !meant(one))
    const count = world.events.length - kept.length
    world.events = kept
    return { result: { count } }
  },

  'event.test'({ world, person, params }) {
    const { auth: _, ...QUERY } = params
    void send(world, 'ONAPPTEST', { QUERY }, { by: person.id })
    return { result: true }
  },

  events: ({ world, params }) => ({
    result: isYes(params.FULL) ? knownEvents : knownEvents.filter((event) => isAllowed(world, event)),
  }),
}

function handlerIn(value: unknown, argument: string): string {
  const handler = text(value)
  if (!handler) throw missing(argument)
  if (!URL.canParse(handler)) throw new RestError('ERROR_WRONG_HANDLER_URL', 'Wrong handler URL')
  if (!/^https?:$/.test(new URL(handler).protocol)) {
    throw new RestError('ERROR_UNSUPPORTED_PROTOCOL', 'Unsupported event handler protocol')
  }
  return handler
}

function missing(argument: string): RestError {
  return new RestError('ERROR_ARGUMENT', `Argument '${argument}' is null or empty`, 400, { argument })
}

function described({ TITLE, DESCRIPTION, OPTIONS, USER_ID, LANG_ALL }: Params): Described {
  const langAll = Object.entries(asParams(LANG_ALL)).map(([lang, words]) => {
    const { TITLE, DESCRIPTION, GROUP_NAME } = asParams(words)
    return [
      lang,
      { TITLE: text(TITLE), DESCRIPTION: text(DESCRIPTION), GROUP_NAME: text(GROUP_NAME) },
    ] as const
  })
  return {
    userId: number(USER_ID) || 0,
    options: OPTIONS ?? [],
    title: text(TITLE),
    description: text(DESCRIPTION),
    langAll: Object.fromEntries(langAll),
  }
}

type Described = Omit<Placement, 'placement' | 'handler'>
