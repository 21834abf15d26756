/** One webhook on its way: posted once, once more after 502 to 504, and written down as a failed job otherwise. */
import type { Happening } from '../records/act.ts'
import { put, type Row, textIn } from '../rows.ts'
import { attribute, children, parsed } from '../solutions/xml.ts'
import type { World } from '../world.ts'
import type { Context } from './context.ts'

export interface Delivery {
  message: string
  table: string
  id: string
  /** HTTP status of the last answer. */
  status: number | 'lost' | 'unreachable'
  at: Date
}

const LARGEST = 256 * 1024
const CUT = ['ParentContext', 'InputParameters', 'PreEntityImages', 'PostEntityImages']

export async function deliver(
  world: World,
  endpoint: Row,
  step: Row,
  one: Happening,
  context: Context,
): Promise<void> {
  let status = await posted(world, endpoint, context)
  if (status === 502 || status === 503 || status === 504) status = await posted(world, endpoint, context)
  const { message, table, id } = one
  world.sent.push({ message, table, id, status, at: world.now() })
  const arrived = typeof status === 'number' && status >= 200 && status < 300
  if (arrived && step.values.asyncautodelete === true) return
  const now = world.now().toISOString()
  const job = { table: 'asyncoperation', id: context.OperationId }
  put(world.rows, job, {
    name: textIn(step, 'name'),
    message: arrived ? null : `The webhook call failed: ${status}`,
    friendlymessage: arrived ? null : 'The webhook call failed.',
    errorcode: arrived ? 0 : -2147200967,
    completedon: now,
    createdon: now,
    modifiedon: now,
    correlationid: context.CorrelationId,
    statecode: 3,
    statuscode: arrived ? 30 : 31,
    owningextensionid: { table: 'sdkmessageprocessingstep', id: step.id },
  })
}

async function posted(world: World, endpoint: Row, context: Context): Promise<Delivery['status']> {
  const { address, headers } = authorized(endpoint)
  const whole = JSON.stringify(context)
  const isTooLarge = Buffer.byteLength(whole) > LARGEST
  const cut = isTooLarge
    ? JSON.stringify({ ...context, ...Object.fromEntries(CUT.map((name) => [name, undefined])) })
    : whole
  const request = new Request(address, {
    method: 'POST',
    body: cut,
    redirect: 'manual',
    signal: AbortSignal.timeout(world.faults.patience),
    headers: {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'x-ms-dynamics-organization': new URL(world.origin).host,
      'x-ms-dynamics-entity-name': context.PrimaryEntityName,
      'x-ms-dynamics-request-name': context.MessageName,
      'x-ms-correlation-request-id': context.CorrelationId,
      ...(isTooLarge && { 'x-ms-dynamics-msg-size-exceeded': 'True' }),
    },
  })
  try {
    const answer = await world.reach(request)
    await answer.arrayBuffer()
    return answer.status
  } catch {
    // Nobody there, or too slow: final either way.
    return 'unreachable'
  }
}

/** The one secret there is: in the address as `code`, in headers, or in the query. Nothing is signed. */
function authorized(endpoint: Row): { address: string; headers: Record<string, string> } {
  const address = new URL(textIn(endpoint, 'url'))
  const secret = textIn(endpoint, 'authvalue')
  if (endpoint.values.authtype === 4) address.searchParams.set('code', secret)
  const pairs = settingsIn(secret)
  if (endpoint.values.authtype === 6) for (const [name, value] of pairs) address.searchParams.set(name, value)
  return { address: address.href, headers: endpoint.values.authtype === 5 ? Object.fromEntries(pairs) : {} }
}

/** `<settings><setting name="x-key" value="…" /></settings>`. */
function settingsIn(xml: string): [string, string][] {
  return children(parsed(xml), 'settings', 'setting').map((setting) => [
    attribute(setting, 'name') ?? '',
    attribute(setting, 'value') ?? '',
  ])
}
