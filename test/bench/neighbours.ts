/** One company asks for as much as its connections carry, far beyond what it may; what the people of another feel of it. */
import { newId } from '../../backend/ids.ts'
import type { LocalPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { type Line, openLine } from '../line.ts'
import { type Served, served } from '../served.ts'
import { atMost, type Figure } from './figure.ts'
import { asFastAsPossible, atRate } from './pace.ts'
import { at } from './quantiles.ts'

const ADMIN = '1'
const STORMING = ['1', '5', '7']
const CONNECTIONS = 10
/** What somebody else writes meanwhile, a second: less than he may. */
const RATE = 8
const ROUNDS = 5
const ROUND_SECONDS = 5
/** As it comes, unlike in other benches. */
const AS_IT_COMES = { RATE_PERSON: '300/30', RATE_COMPANY: '3000/300' }

export async function neighbours(node: string[]): Promise<Figure[]> {
  const server = await served(node, AS_IT_COMES)
  try {
    const quiet = await server.beside()
    const here = await seated(server, quiet, ADMIN, RATE)
    const there = (
      await Promise.all(STORMING.map((who) => seated(server, server.portal, who, CONNECTIONS)))
    ).flat()
    return [await beside(here, there)]
  } finally {
    await server.end()
  }
}

async function beside(here: Worker[], there: Worker[]): Promise<Figure> {
  const asked = { served: 0, refused: 0, failed: 0 }
  const storming = there.map((work) => async () => {
    const status = await work()
    asked[status < 300 ? 'served' : status === 429 ? 'refused' : 'failed'] += 1
  })
  const quietly = here.map((work) => async () => {
    const status = await work()
    if (status !== 201) throw new Error(`the quiet company was answered ${status}`)
  })
  await atRate(RATE, 2, quietly)

  const calm: number[] = []
  const storm: number[] = []
  // In turns, so that whatever else the machine does befalls both.
  for (let round = 0; round < ROUNDS; round += 1) {
    calm.push(...(await atRate(RATE, ROUND_SECONDS, quietly)))
    const busy = asFastAsPossible(ROUND_SECONDS, storming)
    storm.push(...(await atRate(RATE, ROUND_SECONDS, quietly)))
    await busy
  }
  if (asked.refused === 0) throw new Error('there was no storm')
  return atMost(2, {
    name: 'p99 of a message beside a company that asks without end',
    ...{ unit: 'ms', ours: at(storm, 0.99), limit: at(calm, 0.99) },
    also: {
      ...{ p50: at(storm, 0.5), p50Calm: at(calm, 0.5) },
      ...{ askedPerSecond: (asked.served + asked.refused) / (ROUNDS * ROUND_SECONDS), ...asked },
    },
  })
}

/** Says something; answers with the status. */
type Worker = () => Promise<number>

async function seated(server: Served, portal: LocalPortal, who: string, lines: number): Promise<Worker[]> {
  const { session, card } = await server.open(who, portal.deals[0]!.id, portal)
  const team = card.threads[0]!.id
  const opened: Line[] = await Promise.all(
    Array.from({ length: lines }, () => openLine(server.url, session.token)),
  )
  return opened.map((line) => async () => {
    const path = `/api/threads/${team}/messages/${newId()}`
    return (await line.ask('PUT', path, { text: 'Груз прибыл на склад' })).status
  })
}
