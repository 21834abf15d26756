/** Our webhook and its steps in an organization: each there once, whatever was there before. Needs an administrator's rights. */
import { type Json, text } from '../json.ts'
import type { Answer, Capabilities, Portal } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { type Heard, heard, nameOf, SECRET_HEADER } from './events.ts'
import { kinds } from './kinds.ts'
import { query, reference } from './odata.ts'
import { endpointOf, MOST, removeAll, removeWebhook, stepOf, stepsOf } from './webhook.ts'

const NAME = 'Dealthread'

/** Tables a record's surroundings are read from, with what an organization without them lacks. */
const surroundings = ['opportunityproducts', 'quotes', 'salesorders', 'invoices', 'tasks', 'annotations']
const features = ['appnotifications']

export interface Registering {
  portal: Portal
  publicUrl: string
  /** What our steps show. */
  secret: string
  /** What its kind of organization has nowhere. */
  lacks: string[]
}

export async function bindEverything(
  dataverse: Dataverse,
  { portal, publicUrl, secret, lacks }: Registering,
): Promise<Answer<Capabilities>> {
  const endpoint = endpointOf(portal.company)
  const gone = await removeStale(dataverse, endpoint)
  if (!gone.ok) return gone
  const made = await bindEndpoint(dataverse, endpoint, {
    name: NAME,
    // A webhook that shows a header, as JSON.
    contract: 8,
    authtype: 5,
    authvalue: `<settings><setting name="${SECRET_HEADER}" value="${secret}" /></settings>`,
    url: new URL('/dynamics/events', publicUrl).href,
    messageformat: 2,
    connectionmode: 1,
    path: '',
    solutionnamespace: '',
    userclaim: 1,
  })
  if (!made.ok) return made
  const events = await bindSteps(dataverse, portal.company, endpoint)
  if (!events.ok) return events
  const probed = await probe(dataverse)
  if (!probed.ok) return probed
  return {
    ok: true,
    value: {
      ...{ scopes: [], placements: [], plan: null, events: events.value },
      missing: [...lacks, ...probed.value.missing],
      features: probed.value.features,
    },
  }
}

/** A copied environment brings the webhook of the one it was copied from, which must hear nothing of this one. */
async function removeStale(dataverse: Dataverse, ours: string): Promise<Answer<null>> {
  const filter = `contract eq 8 and name eq '${NAME}'`
  const found = await dataverse.list(query('serviceendpoints', { select: 'serviceendpointid', filter }), MOST)
  if (!found.ok) return found
  for (const { serviceendpointid } of found.value) {
    if (serviceendpointid === ours) continue
    const removed = await removeWebhook(dataverse, String(serviceendpointid))
    if (!removed.ok) return removed
  }
  return { ok: true, value: null }
}

// The secret cannot be read back: it is always written anew.
async function bindEndpoint(dataverse: Dataverse, id: string, row: Json): Promise<Answer<unknown>> {
  const made = await dataverse.create('serviceendpoints', 'serviceendpointid', id, row)
  return made.ok && made.value === 'already' ? dataverse.change(`serviceendpoints(${id})`, row) : made
}

/** Names of those that are there in the end; what an organization does not have, it cannot tell of. */
async function bindSteps(dataverse: Dataverse, company: string, endpoint: string): Promise<Answer<string[]>> {
  const [messages, there] = await Promise.all([messagesOf(dataverse), stepsOf(dataverse, endpoint)])
  if (!messages.ok) return messages
  if (!there.ok) return there

  const wanted = heard.flatMap((one) => {
    const on = messages.value.get(nameOf(one))
    return on ? [{ one, on, id: stepOf(company, one) }] : []
  })
  const stale = there.value
    .map(({ sdkmessageprocessingstepid }) => String(sdkmessageprocessingstepid))
    .filter((id) => !wanted.some((step) => step.id === id))
  const removed = await removeAll(
    dataverse,
    stale.map((id) => `sdkmessageprocessingsteps(${id})`),
  )
  if (!removed.ok) return removed

  for (const { one, on, id } of wanted) {
    const known = there.value.find(({ sdkmessageprocessingstepid }) => sdkmessageprocessingstepid === id)
    if (known && (text(known.filteringattributes) ?? '') === (one.columns ?? '')) continue
    const bound = known
      ? await dataverse.change(`sdkmessageprocessingsteps(${id})`, { filteringattributes: one.columns ?? '' })
      : await dataverse.create(
          'sdkmessageprocessingsteps',
          'sdkmessageprocessingstepid',
          id,
          stepRow(one, on, endpoint),
        )
    if (!bound.ok) return bound
  }
  return { ok: true, value: wanted.map(({ one }) => nameOf(one)) }
}

// After the change is committed and apart from it: nobody's saving ever waits for us.
function stepRow(one: Heard, { message, filter }: Messaged, endpoint: string): Json {
  return {
    name: `${NAME}: ${nameOf(one)}`,
    mode: 1,
    stage: 40,
    rank: 1,
    supporteddeployment: 0,
    asyncautodelete: true,
    filteringattributes: one.columns ?? '',
    'sdkmessageid@odata.bind': `/sdkmessages(${message})`,
    'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filter})`,
    'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint})`,
  }
}

interface Messaged {
  message: string
  filter: string
}

/** What can be told of, by our names of it. */
async function messagesOf(dataverse: Dataverse): Promise<Answer<Map<string, Messaged>>> {
  const names = [...new Set(heard.map(({ message }) => message))]
  const tables = [...new Set(heard.map(({ table }) => table))]
  const [messages, filters] = await Promise.all([
    dataverse.list(query('sdkmessages', { select: 'sdkmessageid,name', filter: among('name', names) }), MOST),
    dataverse.list(
      query('sdkmessagefilters', {
        select: 'sdkmessagefilterid,primaryobjecttypecode,_sdkmessageid_value',
        filter: among('primaryobjecttypecode', tables),
      }),
      MOST,
    ),
  ])
  if (!messages.ok) return messages
  if (!filters.ok) return filters
  const called = new Map(messages.value.map((row) => [String(row.sdkmessageid), String(row.name)]))
  const found = filters.value.flatMap((row) => {
    const message = reference(row, 'sdkmessageid')?.id ?? ''
    const name = called.get(message)
    return name === undefined
      ? []
      : [
          [
            `${row.primaryobjecttypecode} ${name}`,
            { message, filter: String(row.sdkmessagefilterid) },
          ] as const,
        ]
  })
  return { ok: true, value: new Map(found) }
}

/** An organization may be without Sales, or without Service. */
async function probe(dataverse: Dataverse): Promise<Answer<Pick<Capabilities, 'missing' | 'features'>>> {
  const sets = [...kinds.map(({ set }) => set), ...surroundings, ...features]
  const asked = await dataverse.readTogether(
    Object.fromEntries(sets.map((set) => [set, query(set, { top: 1 })])),
  )
  if (!asked.ok) return asked
  const lacks = (set: string) => {
    const one = asked.value[set] ?? refusal('broken', `${set}: no answer`)
    return !one.ok && one.reason === 'unsupported'
  }
  return {
    ok: true,
    value: {
      missing: sets.filter((set) => !features.includes(set)).filter(lacks),
      features: features.filter((set) => !lacks(set)),
    },
  }
}

const among = (column: string, words: string[]) => words.map((word) => `${column} eq '${word}'`).join(' or ')
