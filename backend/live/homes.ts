/**
 * Tells people on our own page which of their discussions have moved, wherever that was: ids only, for what a row says is
 * asked for through the door of the list.
 */

import { createDoorway, READING_HELD_MOST } from '../limits/doorway.ts'
import { SHOWN_OUT, type ShownOut, shownOut } from '../people/shown-out.ts'
import type { Visitor } from '../signed-in.ts'
import { lastPosition, type Reading, type Store } from '../store/store.ts'
import { CLOSED } from './closed.ts'
import { inOrder, type Watched } from './in-order.ts'
import { movedFor } from './moved.ts'
import { type EventRow, eventsAfter } from './show-events.ts'
import { encode, type Watcher, type Whom } from './watcher.ts'

/** Further behind than this, the list is asked for anew. */
const STALE_AFTER = 2000

/** What has moved for this person since a position; `stale` when it is so much that the list is asked for anew. */
export async function movedSince(r: Reading, { person }: Visitor, after: number) {
  const head = await lastPosition(r)
  const rows = await eventsAfter(r, after, head, STALE_AFTER + 1)
  if (rows.length > STALE_AFTER) return { stale: true, head } as const
  const moved = (await movedFor(r, rows, [person])).get(person) ?? new Set<string>()
  return { moved: [...moved], chosen: isChosen(rows), head }
}

function isChosen(rows: EventRow[]): boolean {
  return rows.some(({ topic }) => topic === 'choices.changed')
}

/** Somebody looking at the list over all his cards. */
export type HomeWatcher = Omit<Watcher, 'viewer' | 'narrow' | 'passedBy'> & { readonly viewer: Visitor }

interface Watchers {
  homes: Set<HomeWatcher>
}

export interface HomesDeps {
  store: Pick<Store, 'read'>
  failed(error: unknown): void
  /** Sessions are over: whoever looks by them must go. */
  showOut(whom: ShownOut): void
}

export function createHomes({ store, failed, showOut }: HomesDeps) {
  const { companies, published, of, look } = inOrder<Watchers>({
    store,
    failed,
    more: () => ({ homes: new Set() }),
    isIdle: ({ homes }) => homes.size === 0,
    deliver,
    beganAnew(id) {
      close(companies.get(id)?.homes ?? new Set(), undefined, CLOSED.again, 'come again')
      companies.delete(id)
    },
  })

  const doorway = createDoorway({ atOnce: 1, heldMost: READING_HELD_MOST })

  async function deliver(id: string, { homes }: Watchers, rows: EventRow[], head: number) {
    for (const { topic, data } of rows) if (topic === SHOWN_OUT) showOut(shownOut(id, data))
    if (homes.size > 0)
      await tell(
        id,
        [...homes].filter(({ catchingUp }) => !catchingUp),
        rows,
        head,
      )
  }

  function close(homes: Set<HomeWatcher>, person: unknown, code: number, reason: string) {
    for (const watcher of homes)
      if (person === undefined || watcher.viewer.person === person) watcher.close(code, reason)
  }

  async function tell(id: string, watchers: HomeWatcher[], rows: EventRow[], head: number) {
    const people = [...new Set(watchers.map(({ viewer }) => viewer.person))]
    const moved = await store.read(id, (r) => movedFor(r, rows, people))
    const chosen = isChosen(rows)
    for (const watcher of watchers) {
      watcher.cursor = head
      const threads = [...(moved.get(watcher.viewer.person) ?? [])]
      if (threads.length > 0 || chosen) watcher.send(encode({ moved: threads, chosen, head }))
    }
  }

  async function catchUp(watcher: HomeWatcher, company: Watched) {
    const { viewer } = watcher
    do {
      const missed = await doorway.through(viewer.company, () =>
        store.read(viewer.company, (r) => movedSince(r, viewer, watcher.cursor)),
      )
      watcher.send(encode(missed))
      watcher.cursor = missed.head
      // What is being told right now passes him by: it counts as told.
    } while (company.begun > watcher.cursor && !watcher.gone)
    watcher.catchingUp = false
  }

  function* watchers(): Generator<HomeWatcher> {
    for (const { homes } of companies.values()) yield* homes
  }

  return {
    published,
    watchers,

    /** Lets somebody watch from the event after `after` on. */
    async watch(
      viewer: Visitor,
      after: number,
      socket: Omit<HomeWatcher, 'viewer' | 'cursor' | 'catchingUp'>,
    ): Promise<HomeWatcher> {
      const watcher: HomeWatcher = Object.assign(socket, { viewer, cursor: after, catchingUp: true })
      const company = await of(viewer.company, ({ homes }) => homes.add(watcher))
      try {
        await catchUp(watcher, company)
      } catch (error) {
        company.homes.delete(watcher)
        throw error
      }
      return watcher
    },

    leave(watcher: HomeWatcher) {
      companies.get(watcher.viewer.company)?.homes.delete(watcher)
    },

    /** Finds out what nobody has told us of: a commit on another node, or one that could not be read then. */
    look,

    /** Everybody learns how far the company has come, so that a lost frame is noticed. */
    beat() {
      for (const { homes, told } of companies.values())
        for (const watcher of homes) if (!watcher.catchingUp) watcher.send(encode({ head: told }))
    },

    /** Sends a person away, or everybody. */
    dismiss({ company, person }: Pick<Whom, 'company' | 'person'>, code: number, reason: string) {
      close(companies.get(company)?.homes ?? new Set(), person, code, reason)
    },

    /** The company is no more; one that comes by its name later counts its events from the start. */
    forget(company: string) {
      companies.delete(company)
    },

    /** Sends everybody away; they come back when they can. */
    hangUp() {
      for (const watcher of watchers()) watcher.close(1001, 'the server is stopping')
    },
  }
}
export type Homes = ReturnType<typeof createHomes>
export type Moved = Awaited<ReturnType<typeof movedSince>>
