/** How hosts are reached, and by what somebody is let in: grants, sessions, access. */
import type { Crm } from '../crm-adapters/port.ts'
import { createAccess } from './cards/access.ts'
import { keptTalk } from './cards/gone.ts'
import { createAsking } from './companies/asking.ts'
import { createCallLog } from './companies/calls.ts'
import { createGrants } from './companies/grants.ts'
import { hostsOf } from './companies/hosts.ts'
import { followingMoves } from './companies/moves.ts'
import { createSeats } from './companies/seats.ts'
import { createSessions } from './companies/sessions.ts'
import type { Means } from './crms.ts'
import type { GivenGround, Ground } from './ground.ts'
import { newId } from './ids.ts'
import type { Node } from './live/nodes.ts'
import { recordRef } from './records.ts'
import { createBrokers } from './signing-in/brokers.ts'

export interface Given extends GivenGround {
  /** Reaches the hosts, each of which is set up once; what they are asked is told. */
  openCrms(means: Means): Crm[]
  now: () => Date
}

export type Reach = ReturnType<typeof reachHosts>

/** @param away shows out, on every node, whoever may not look any more */
export function reachHosts(given: Given, { store, secrets, wallClock, failed }: Ground, away: Node['away']) {
  const { settings, openCrms, log, now, clock } = given
  const calls = createCallLog({ store, newId, failed })
  const crm = hostsOf(openCrms({ told: calls.note, dated: wallClock.heard, secretFor: secrets.derive }))
  const kept = createGrants({
    store,
    secrets,
    crm,
    dead: (company, person) =>
      log.error({ company, person }, 'the host has let go of a grant: the person has to open a card'),
  })
  const grants = followingMoves({ store, crm, grants: kept })
  const host = createAsking({ store, crm, grants, publicUrl: settings.PUBLIC_URL })
  const sessions = createSessions({ store, now, ended: away, failed })
  const brokers = createBrokers({ store, secrets, crm, now, publicUrl: settings.PUBLIC_URL })
  const access = createAccess({
    async ask(viewer) {
      const { company, person, record } = viewer
      const answer = await host.record(company, person, recordRef(record))
      if (answer.ok || answer.reason !== 'missing') return answer
      const kept = await store.read(company, (r) => keptTalk(r, viewer))
      return kept ? { ok: true, value: kept } : answer
    },
    lost: ({ company, person, record }) => away({ company, person, record, reason: 'access_lost' }),
    ...(clock && { clock }),
  })

  const seats = createSeats({ sessions, access })

  return { calls, crm, grants, host, sessions, brokers, access, seats }
}
