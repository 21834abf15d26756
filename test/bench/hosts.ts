/** What a host costs the people who wait: opening a card, a token that has expired for everybody at once, a neighbour's storm. */
import { newId } from '../../backend/ids.ts'
import type { LocalPortal, PostedForm } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { atRate } from './pace.ts'
import { at } from './quantiles.ts'

const ADMIN = '1'
const OPENINGS = 200
const COLD_OPENINGS = 60
const PORTAL_LATENCY = 100
const TOGETHER = 200
/** Asks the host which cards the person may see. */
const SEARCH = `/api/search?q=${encodeURIComponent('груз')}&scope=all`
/** Visits a second at each portal, so that neither waits for the processor. */
const RATE = 15
const ROUNDS = 3
const ROUND_SECONDS = 4

export async function hosts(node: string[]): Promise<Figure[]> {
  const server = await served(node)
  try {
    return [...(await opening(server)), await renewing(server), await beside(server)]
  } finally {
    await server.end()
  }
}

async function opening({ portal }: Served): Promise<Figure[]> {
  const { deals, faults } = portal
  const form = (n: number) => portal.placementForm(ADMIN, deals[n % deals.length]!.id)
  const known = deals.map((_, n) => form(n))
  for (const one of known) await submit(one)
  const opened = async (one: PostedForm) => {
    if (!(await submit(one))) throw new Error('a card did not open')
  }
  const cached = await inTurn(OPENINGS, (n) => opened(known[n % known.length]!))

  faults.latency = PORTAL_LATENCY
  const cold = await inTurn(COLD_OPENINGS, (n) => opened(form(n)))
  const far = await inTurn(COLD_OPENINGS, (n) => opened(known[n % known.length]!))
  faults.calm()
  return [
    atMost(1, {
      name: 'card open, access cached, p95',
      unit: 'ms',
      ours: at(cached, 0.95),
      limit: 60,
      also: { p50: at(cached, 0.5), p95AtPortalOf100Ms: at(far, 0.95) },
    }),
    atMost(1, {
      name: 'card open, cold, p95',
      unit: 'ms',
      ours: at(cold, 0.95),
      limit: 400,
      also: { p50: at(cold, 0.5), portalLatency: PORTAL_LATENCY },
    }),
  ]
}

/** Everybody asks at once with a token that is no longer good. */
async function renewing({ url, portal, open }: Served): Promise<Figure> {
  const { session } = await open(ADMIN, portal.deals[0]!.id)
  const lines = await Promise.all(Array.from({ length: TOGETHER }, () => openLine(url, session.token)))
  portal.faults.expireTokens()
  portal.requests.length = 0
  const answers = await Promise.all(lines.map((line) => line.ask('GET', SEARCH)))
  for (const line of lines) line.close()
  if (answers.some(({ status }) => status !== 200)) throw new Error('a search was refused')
  const renewals = portal.requests.filter(({ method }) => method.startsWith('oauth/token')).length
  const also = { asking: TOGETHER, requests: portal.requests.length }
  return atMost(1, { name: 'renewals for 200 who ask', unit: '', ours: renewals, limit: 1, also })
}

/** People open cards and write at two portals; then one of the portals refuses everything, and at last does not answer. */
async function beside(server: Served): Promise<Figure> {
  const stormy = server.portal
  const quiet = await server.beside()
  const there = await visiting(server, stormy)
  const here = await visiting(server, quiet)
  const refused = { there: 0, here: 0 }
  const counted = (where: keyof typeof refused, visit: () => Promise<boolean>) => async () => {
    if (!(await visit())) refused[where] += 1
  }
  const atBoth = async () => {
    const busy = atRate(RATE, ROUND_SECONDS, each(counted('there', there)))
    const times = await atRate(RATE, ROUND_SECONDS, each(counted('here', here)))
    await busy
    return times
  }
  await atBoth()

  const calm: number[] = []
  const storm: number[] = []
  // In turns, so that whatever else the machine does befalls both.
  for (let round = 0; round < ROUNDS; round += 1) {
    calm.push(...(await atBoth()))
    stormy.faults.storm('QUERY_LIMIT_EXCEEDED', ROUND_SECONDS)
    const silence = setTimeout(() => Object.assign(stormy.faults, { hang: true }), ROUND_SECONDS * 500)
    const over = setTimeout(() => Object.assign(stormy.faults, { hang: false }), ROUND_SECONDS * 1500)
    storm.push(...(await atBoth()))
    clearTimeout(silence)
    clearTimeout(over)
    stormy.faults.calm()
  }
  if (refused.there === 0) throw new Error('there was no storm')
  const also = { p50: at(storm, 0.5), p50Calm: at(calm, 0.5), visits: storm.length, refused: refused.here }
  const figure = { unit: 'ms', ours: at(storm, 0.99), limit: at(calm, 0.99), also }
  return atMost(2, { name: "p99 beside another portal's storm", ...figure })
}

const each = (visit: () => Promise<unknown>) => Array.from({ length: RATE }, () => visit)

/** Opens a card and writes, in turns; false when that was refused. */
async function visiting(server: Served, portal: LocalPortal): Promise<() => Promise<boolean>> {
  const deal = portal.deals[0]!.id
  const { session, card } = await server.open(ADMIN, deal, portal)
  const path = `${server.url}/api/threads/${card.threads[0]!.id}/messages`
  const headers = { Authorization: `Bearer ${session.token}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ text: 'Груз прибыл' })
  let visits = 0
  return () => {
    visits += 1
    if (visits % 2 === 0) return submit(portal.placementForm(ADMIN, deal))
    return taken(fetch(`${path}/${newId()}`, { method: 'PUT', headers, body }))
  }
}

async function inTurn(times: number, act: (n: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const began = performance.now()
    await act(n)
    took.push(performance.now() - began)
  }
  return took
}

function submit({ url, form }: PostedForm): Promise<boolean> {
  return taken(fetch(url, { method: 'POST', body: new URLSearchParams(form) }))
}

async function taken(asked: Promise<Response>): Promise<boolean> {
  const answer = await asked
  await answer.text()
  return answer.ok
}
