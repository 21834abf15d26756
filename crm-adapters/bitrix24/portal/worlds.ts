/** A world as it is when its portal starts, and what can be read off it. */
import { createHash } from 'node:crypto'
import { companies, contacts } from './data/clients.ts'
import { deals } from './data/deals.ts'
import type { DiskObject } from './data/disk.ts'
import { type Seat, seatOf } from './data/kinds.ts'
import { movesBefore } from './data/moves.ts'
import { others } from './data/others.ts'
import { employees } from './data/people.ts'
import { trouble } from './faults.ts'
import { newApplicationToken } from './life.ts'
import type { LocalPortalOptions } from './portal.ts'
import { recordAt } from './records.ts'
import { scopes } from './scopes.ts'
import { tokens } from './tokens.ts'
import type { World } from './world.ts'

export function newWorld(options: LocalPortalOptions, domain: string): World {
  const { app, memberId, now = () => new Date(), seed } = options
  const gone = employees.filter(({ dismissed }) => dismissed).map(({ id }) => id)
  const origin = `http://${domain}`
  const signedIn = tokens(now)
  let last = 5000
  return {
    origin,
    domain,
    formerDomains: new Set(),
    oauthOrigin: origin,
    // The same at every start, so that the demo's data finds its company again.
    memberId: memberId ?? createHash('md5').update('local portal').digest('hex'),
    applicationToken: newApplicationToken(),
    app,
    version: 1,
    scopes: options.scopes ?? scopes,
    features: { rest_offline_extended: true, rest_auth_connector: true },
    people: structuredClone(employees),
    deals: structuredClone(deals),
    companies: structuredClone(companies),
    contacts: structuredClone(contacts),
    others: structuredClone(others),
    moves: movesBefore(deals),
    timeline: [],
    activities: [],
    notifications: [],
    tasks: [],
    disk: [],
    connectors: new Map(),
    lineChats: [],
    lineMessages: [],
    now,
    born: now(),
    serial() {
      last += 1
      return last
    },
    tokens: signedIn,
    faults: trouble(gone, now, signedIn.expire, seed),
    placements: [],
    events: [],
    waiting: [],
    reach: options.reach ?? fetch,
    sent: [],
    underway: new Set(),
    frames: new Map(),
    appOptions: {},
    userOptions: new Map(),
    requests: [],
  }
}

/** Files in folders of Disk named with the record's number, and files attached to its own fields. */
export function filesOf(world: World, seat: Seat): DiskObject[] {
  const { id } = seatOf(seat)
  const named = new RegExp(`(^|\\D)${id}(\\D|$)`)
  const folders = world.disk.filter(({ type, name }) => type === 'folder' && named.test(name))
  const within = new Set(folders.map((folder) => folder.id))
  const attached = new Set(
    Object.values(recordAt(world, seat)?.further ?? {}).flatMap((value) =>
      [value].flat().flatMap((one) => (isAttached(one) ? [one.id] : [])),
    ),
  )
  return world.disk.filter(
    ({ type, deletedAt, parent, id }) =>
      type === 'file' && !deletedAt && ((parent !== null && within.has(parent)) || attached.has(id)),
  )
}

function isAttached(value: unknown): value is { id: number } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number'
}
