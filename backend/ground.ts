/** What everything stands on: the store with its keys, files, the log of who did what, the line to the other nodes. */

import type { Logger } from 'pino'
import { createAuditKeeping } from './audit/keeping.ts'
import { createLooks } from './audit/looks.ts'
import { auditMarks } from './audit/marks.ts'
import { isHere } from './companies/companies.ts'
import type { Place } from './files/port.ts'
import { sealFiles } from './files/sealed.ts'
import { newId } from './ids.ts'
import { tellHead } from './investigating/head-note.ts'
import { openCompanyKeys } from './keys/company-keys.ts'
import { openSecrets } from './keys/secrets.ts'
import { lastSeen, noteSeen } from './later/seen.ts'
import { NODES } from './later/shares.ts'
import { createWallClock, inWords } from './later/wall-clock.ts'
import { signAsCompany } from './leaving/acts.ts'
import { createPace } from './limits/pace.ts'
import { alone, type Bus } from './live/bus.ts'
import type { BusMeans } from './live/bus-open.ts'
import { checkOutside } from './regions/outside.ts'
import { checkRegion } from './regions/regions.ts'
import type { Settings } from './settings.ts'
import type { Store, StoreOptions } from './store/store.ts'

export interface GivenGround {
  settings: Settings
  /** Where files are kept, sealed. */
  files: Place
  log: Logger
  now: () => Date
  /** Milliseconds that only go forward. */
  clock?: () => number
  /** Opens the store, which tells of its commits. */
  openStore(options: Pick<StoreOptions, 'published' | 'woken' | 'mark'>): Promise<Store>
  /** Opens the line to the other nodes; without it there are none. */
  openBus?(means: BusMeans): Promise<Bus>
}

export type Ground = Awaited<ReturnType<typeof layGround>>

export async function layGround(given: GivenGround) {
  const { settings, files: place, log, now, clock, openStore, openBus = async () => alone } = given
  checkOutside(settings)
  const failed = (error: unknown) => log.error({ error }, 'something failed that nobody waits for')
  /** Who is told of commits; filled in by those who are there by then. */
  const listeners: Pick<StoreOptions, 'published' | 'woken'> = {}
  const store = await openStore({
    mark: (company, text) => mark(company, text),
    published: (company, position) => listeners.published?.(company, position),
    woken: (company, work) => listeners.woken?.(company, work),
  })
  await checkRegion(settings.REGION, { store, place })
  const keys = await openCompanyKeys(store, settings)
  const secrets = await openSecrets(store, keys)
  const mark = auditMarks(secrets)
  const looks = createLooks({ store, isHere })
  const wallClock = createWallClock({
    ...{ now, clock, confirmed: settings.CLOCK_CONFIRMED },
    seen: await store.read(NODES, lastSeen),
    agreed: () => log.warn('a CRM says what the clock of this machine says: it is believed again'),
  })
  const doubt = wallClock.doubt()
  if (doubt) log.warn(inWords(doubt))
  const channel = `dealthread_${secrets.derive({ company: '', purpose: 'what our nodes find each other by' })}`

  return {
    failed,
    listeners,
    store,
    secrets,
    looks,
    wallClock,
    /** Notes that the server runs now; not by a clock that is not believed. */
    noteSeen: async () => void (wallClock.doubt() ?? (await store.write(NODES, noteSeen))),
    auditing: createAuditKeeping({
      ...{ store, mark, looks, heads: settings.AUDIT_HEADS },
      sign: (w, text) => signAsCompany(w, secrets, text),
      tellHost: (w, record, head) => tellHead(w, record, head, newId()),
    }),
    files: sealFiles(place, { store, keys, failed }),
    pace: createPace({ person: settings.RATE_PERSON, company: settings.RATE_COMPANY }, clock),
    bus: await openBus({ channel, failed }),
  }
}
