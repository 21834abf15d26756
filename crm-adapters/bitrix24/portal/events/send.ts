/** Events on their way to the handlers an application has bound: sent once each, never again. */
import type { EventHandler, World } from '../world.ts'
import { authBlock } from './auth.ts'
import { phpForm } from './form.ts'
import { queue } from './offline.ts'

export interface Sending {
  /** Whose action it was; null for none: robots and agents. An administrator when absent. */
  by?: string | null
  twice?: boolean
  lost?: boolean
  /** Real milliseconds before it is sent. */
  delayMs?: number
  /** In place of the application token. */
  token?: string
  /** `auth_connector` of the call that caused it: offline events bound with the same one are spared. */
  connector?: string
}

export interface Delivery {
  event: string
  handler: string
  /** HTTP status of the handler's answer. */
  status: number | 'lost' | 'unreachable'
  at: Date
}

const PATIENCE = 10_000

/** Resolves when every handler has answered or could not be reached; a portal does not try again. */
export function send(world: World, event: string, data: object, sending: Sending = {}): Promise<Delivery[]> {
  const mute = !world.installedAt || world.deletedAt || world.planExpiredAt
  if (mute && event !== 'ONAPPUNINSTALL') return Promise.resolve([])
  if (!sending.lost && queue(world, event, data, sending.connector)) {
    void sendTo(world, onlineOf(world, 'ONOFFLINEEVENT'), 'ONOFFLINEEVENT', [], { by: null })
  }
  return sendTo(world, onlineOf(world, event), event, data, sending)
}

function onlineOf(world: World, event: string): EventHandler[] {
  return world.events.filter((one) => one.event === event && !one.offline)
}

/** The same to certain handlers, whether the application is installed or not. */
export function sendTo(
  world: World,
  handlers: EventHandler[],
  event: string,
  data: object,
  sending: Sending = {},
): Promise<Delivery[]> {
  const { by = theAdministrator(world), delayMs = 0, token } = sending
  const ts = Math.floor(world.now().getTime() / 1000)
  const deliveries = handlers.flatMap((handler) => {
    const whose = handler.auth_type === '0' ? by : handler.auth_type
    const form = {
      event,
      event_handler_id: handler.id,
      data,
      ts,
      auth: authBlock(world, event, whose, token),
    }
    const lost = sending.lost ?? world.faults.eventLost()
    const times = (sending.twice ?? world.faults.eventDoubled()) ? 2 : 1
    return Array.from({ length: times }, () => deliver(world, handler.handler, form, lost, delayMs))
  })
  const all = Promise.all(deliveries)
  world.underway.add(all)
  void all.finally(() => world.underway.delete(all))
  return all
}

async function deliver(
  world: World,
  handler: string,
  form: { event: string },
  lost: boolean,
  delayMs: number,
): Promise<Delivery> {
  if (delayMs > 0) await new Promise((passed) => setTimeout(passed, delayMs))
  const status = lost ? ('lost' as const) : await post(world, handler, form)
  const delivery: Delivery = { event: form.event, handler, status, at: world.now() }
  world.sent.push(delivery)
  return delivery
}

async function post(world: World, handler: string, form: object): Promise<Delivery['status']> {
  const request = new Request(handler, {
    method: 'POST',
    body: phpForm(form),
    headers: { 'User-Agent': 'Bitrix24 Webhook Engine' },
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  })
  try {
    const answer = await world.reach(request)
    await answer.arrayBuffer()
    return answer.status
  } catch {
    // Nobody there, or too slow: the event is gone, as it is from a real portal.
    return 'unreachable'
  }
}

function theAdministrator(world: World): string | null {
  return world.people.find((one) => one.admin && !world.faults.dismissed(one.id))?.id ?? null
}
