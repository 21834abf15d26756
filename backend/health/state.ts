/** How the server is: asked by whoever balances, watches and draws. */
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { inWords as clockInWords, type WallClock } from '../later/wall-clock.ts'
import type { Pace } from '../limits/pace.ts'
import type { Due, Stopped, Store } from '../store/store.ts'

/** Bytes below which nothing larger than a message may find room. */
const DISK_LEAST = 64 * 1024 * 1024
/** Milliseconds in which the database answers, or does not: whoever balances asks again in five seconds. */
const ANSWERS_WITHIN = 2000

export interface StateDeps {
  store: Pick<Store, 'companies' | 'stopped'>
  hub: { watchers(): Iterable<unknown> }
  home: { hub: { watchers(): Iterable<unknown> } }
  bus: { readonly deaf: boolean }
  pace: Pick<Pace, 'refused'>
  wallClock: Pick<WallClock, 'doubt'>
  settings: { DATA_DIR: string }
}

const STOPPED: Record<Stopped, string> = {
  damaged: 'the database is damaged: restore a backup (npm run restore) into an empty DATA_DIR',
  read_only: 'the disk of the database has become read-only: see to the disk, then start the server again',
}

/** Why nothing more is written, for whoever runs the server. */
export const inWords = (why: Stopped) => STOPPED[why]

const anyOne: Due = ({ db, t }) => db.select({ company: t.company.company }).from(t.company).limit(1)

export type State = ReturnType<typeof createState>

export function createState({ store, hub, home, bus, pace, wallClock, settings }: StateDeps) {
  const count = (all: Iterable<unknown>) => [...all].length

  /** NaN when it does not answer. */
  async function databaseSeconds(): Promise<number> {
    const began = performance.now()
    const over = new AbortController()
    const late = sleep(ANSWERS_WITHIN, Number.NaN, { signal: over.signal }).catch(() => Number.NaN)
    // Of however many companies only one is asked for.
    const answered = store.companies(anyOne).then(
      () => (performance.now() - began) / 1000,
      () => Number.NaN,
    )
    return Promise.race([answered, late]).finally(() => over.abort())
  }

  /** NaN where there is no such folder. */
  async function diskFree(): Promise<number> {
    return statfs(settings.DATA_DIR).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => Number.NaN,
    )
  }

  async function diskRefuses(): Promise<boolean> {
    return access(settings.DATA_DIR, constants.W_OK).then(
      () => false,
      () => true,
    )
  }

  return {
    cardSockets: () => count(hub.watchers()),
    homeSockets: () => count(home.hub.watchers()),
    deaf: () => bus.deaf,
    refused: () => pace.refused,
    databaseSeconds,
    diskFree,

    /** Why nobody should be sent here now; empty when somebody may. */
    async reasons(): Promise<string[]> {
      const [database, refused, free] = await Promise.all([databaseSeconds(), diskRefuses(), diskFree()])
      const stopped = store.stopped()
      return [
        ...(stopped ? [inWords(stopped)] : []),
        ...(Number.isNaN(database) ? ['the database does not answer'] : []),
        ...(refused ? ['DATA_DIR cannot be written'] : []),
        ...(free < DISK_LEAST ? ['the disk is full'] : []),
      ]
    },

    /** What is amiss though it serves. */
    warnings() {
      const doubt = wallClock.doubt()
      return [
        ...(bus.deaf ? ['the other nodes cannot be heard: people there learn of it later'] : []),
        ...(doubt ? [clockInWords(doubt)] : []),
      ]
    },
  }
}
