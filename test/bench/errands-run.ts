/**
 * Notes in many deals' timelines while every third answer is lost and workers die: what stands at the portal in the end.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entrust } from '../../backend/errands/errands.ts'
import type { Errands } from '../../backend/errands/work.ts'
import { openSqlite } from '../../backend/store/sqlite.ts'
import type { Store } from '../../backend/store/store.ts'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import { outbound, type Send } from '../../crm-adapters/outbound.ts'
import type { Crm } from '../../crm-adapters/port.ts'
import { mortalWorker, plannedDeaths } from './mortal-worker.ts'
import { random } from './texts.ts'
import { type VirtualTime, virtualTime } from './virtual-time.ts'

export interface Plan {
  entries: number
  deals: number
  kills: number
  seed: number
}

export interface Outcome {
  missing: number
  doubled: number
  /** Entries that stand before an earlier one of their deal. */
  disordered: number
  /** Tries without an answer: carried out or not. */
  ambiguous: number
  deaths: number
  /** Requests the portal got, and those it refused for being too many. */
  requests: number
  refused: number
  /** The most requests of any ten minutes; what the portal allows in them. */
  most: number
  allowed: number
  /** Of its clock. */
  minutes: number
}

const ADD = 'crm.timeline.logmessage.add'
const ADMIN = '1'
const DEAL = 2
const WINDOW = 600
const LOST = 0.15
const EVERY = 5000
/** Where there is such a place, nobody waits for a disk: it is not what is measured. */
const MEMORY = '/dev/shm'
const app = {
  clientId: 'local.bench',
  clientSecret: 'bench-secret',
  installUrl: 'http://x/',
  cardUrl: 'http://x/',
}

export async function runErrands({ entries, deals, kills, seed }: Plan): Promise<Outcome> {
  const time = virtualTime()
  const chance = random(seed)
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'dealthread-errands-'))
  const portal = await startPortal({ app, now: time.date, seed })
  const { memberId: company, origin, restEndpoint: endpoint } = portal
  const at = { host: 'bitrix24', company, origin, endpoint } as const
  const grant = () => ({ access: portal.tokenFor(ADMIN).AUTH_ID, refresh: null, expiresAt: time.date() })
  const store = await openSqlite(join(folder, 'dealthread.db'), { now: time.date })
  try {
    const records: string[] = []
    for (let n = 0; n < deals; n += 1) {
      const deal = await portal.create({ title: `Deal ${n}` }, ADMIN, DEAL)
      records.push(String(deal.id))
    }
    await entrustAll(store, company, records, entries)
    portal.faults.limited = true
    portal.faults.dropRequests(LOST, ADD)
    portal.faults.dropAnswers(LOST / (1 - LOST), ADD)

    const seen = { ambiguous: 0, refused: 0, deaths: 0 }
    const crm = adapter(portal, time, chance, (status) => {
      if (status === 503) seen.refused += 1
    })
    const deaths = plannedDeaths(kills, entries, chance)
    let ended = 0
    const newOne = (): Errands =>
      mortalWorker({
        store,
        time,
        chance,
        async act(_, __, deed) {
          const answer = await crm.act(at, grant(), deed)
          if (!answer.ok && answer.reason === 'unreachable') seen.ambiguous += 1
          return answer
        },
        done: (_, __, deed, since) => crm.done(at, grant(), deed, since),
        async concluded(_, __, { ending }) {
          if (ending !== 'done') throw new Error(`an errand has ${ending}`)
          ended += 1
        },
        dies: deaths.shift(),
        died() {
          seen.deaths += 1
          worker = newOne()
        },
      })
    let worker = newOne()
    const round = () => {
      void worker.work(company)
      time.after(EVERY, round)
    }
    round()
    await time.until(() => ended === entries)
    return { ...seen, ...standing(portal, records, entries), ...pace(portal, time) }
  } finally {
    await store.close()
    await portal.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The adapter as it is; time stands still while a request of its is under way. */
function adapter(
  portal: LocalPortal,
  time: VirtualTime,
  chance: () => number,
  answered: (status: number) => void,
): Crm {
  const network = outbound({ allowLoopback: true })
  const send: Send = time.held(async (request) => {
    const came = await network(request)
    answered(came.status)
    return came
  })
  const oauthHosts = [portal.oauthOrigin]
  return bitrix24({ ...app, oauthHosts, allowLoopback: true, now: time.date, time, random: chance, send })
}

async function entrustAll(store: Store, company: string, records: string[], entries: number) {
  for (let first = 0; first < entries; first += records.length) {
    await store.write(company, async (w) => {
      for (const [place, id] of records.slice(0, entries - first).entries()) {
        const record = { type: 'deal', id }
        const deed = { do: 'note', record, title: String(first + place), text: 'A topic is closed' } as const
        await entrust(w, { id: `note ${first + place}`, deed, as: null, lane: `deal:${id}` })
      }
    })
  }
}

function standing(portal: LocalPortal, records: string[], entries: number) {
  const ofDeals = records.map((id) => portal.timeline(Number(id)).map(({ title }) => Number(title)))
  const all = ofDeals.flat()
  const disordered = ofDeals.map((ofOne) => ofOne.filter((n, place) => n < (ofOne[place - 1] ?? -1)).length)
  return {
    missing: entries - new Set(all).size,
    doubled: all.length - new Set(all).size,
    disordered: disordered.reduce((sum, n) => sum + n, 0),
  }
}

function pace({ requests }: LocalPortal, time: VirtualTime) {
  const seconds = requests.map(({ at }) => at.getTime() / 1000)
  let first = 0
  let most = 0
  for (const [n, second] of seconds.entries()) {
    while (second - seconds[first]! >= WINDOW) first += 1
    most = Math.max(most, n - first + 1)
  }
  return { requests: requests.length, most, allowed: 50 + 2 * WINDOW, minutes: time.now() / 60_000 }
}
