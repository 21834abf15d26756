/**
 * Tells whoever is looking what changed. A commit only says how far a company has come; the hub reads the events
 * it has not told yet, shows them once and hands the same bytes to all who may know.
 */
import type { ServerFrame, ShownEvent } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Store } from '../store/store.ts'
import { eventsFor } from './event-page.ts'
import { presence } from './presence.ts'
import { concerns, type EventRow, eventsAfter, showEvents, showOpened } from './show-events.ts'

/** Further behind than this, a fresh snapshot is cheaper than being told one by one. */
const STALE_AFTER = 2000
const AT_ONCE = 500
/** Events of one frame for somebody who has missed many: a page of long messages must fit through his line. */
const CAUGHT_UP_AT_ONCE = 100

export type Frame = Buffer

/** Somebody looking at a card. */
export interface Watcher {
  readonly viewer: Viewer
  /** What he came in with; proven again while he looks. */
  readonly token: string
  /** Told up to here. */
  cursor: number
  /** Being told what was missed; live events wait. */
  catchingUp: boolean
  send(frame: Frame): void
  /** Resolves when what was sent has left us, or he is gone. */
  flushed(): Promise<void>
  readonly gone: boolean
  close(code: number, reason: string): void
}

interface Company {
  /** Told everybody up to here. */
  told: number
  /** Telling everybody up to here, or told. */
  begun: number
  /** Committed up to here. */
  head: number
  telling: Promise<void> | undefined
  cards: Map<string, Set<Watcher>>
}

export function createHub(store: Pick<Store, 'read'>, failed: (error: unknown) => void) {
  const companies = new Map<string, Company>()
  const present = presence<Watcher>((viewer, frame, except) => tellCard(viewer, encode(frame), except))

  function published(id: string, position: number) {
    const company = companies.get(id)
    if (!company || position <= company.head) return
    company.head = position
    tellLater(id, company)
  }

  function tellLater(id: string, company: Company) {
    if (company.telling || company.told >= company.head) return
    company.telling = tell(id, company).then(
      () => {
        company.telling = undefined
        tellLater(id, company)
      },
      (error) => {
        // Nothing is lost: the next commit, or a resume, tells it again.
        company.telling = undefined
        failed(error)
      },
    )
  }

  async function tell(id: string, company: Company) {
    while (company.told < company.head) {
      const upTo = company.head
      const rows = await store.read(id, (r) => eventsAfter(r, company.told, upTo, AT_ONCE))
      const told = rows.length < AT_ONCE ? upTo : rows.at(-1)!.position
      company.begun = told
      await deliver(id, company, rows, told)
      company.told = told
    }
  }

  async function deliver(id: string, company: Company, rows: EventRow[], head: number) {
    const watched = rows.filter((row) => company.cards.has(row.record))
    if (watched.length === 0) return
    await store.read(id, async (r) => {
      const pieces = new Map<number, string>()
      for (const [position, event] of await showEvents(r, watched))
        pieces.set(position, JSON.stringify(event))
      // Those who may know the same events get the very same bytes.
      const frames = new Map<string, Frame>()
      for (const [record, of] of Map.groupBy(watched, (row) => row.record)) {
        const opened = of.some((row) => row.topic === 'thread.opened')
        for (const watcher of company.cards.get(record) ?? []) {
          if (watcher.catchingUp) continue
          const mine = of.filter((row) => row.position > watcher.cursor && concerns(row, watcher.viewer))
          if (mine.length === 0) {
            watcher.cursor = head
            continue
          }
          if (opened) for (const row of mine) await addOpened(r, row, watcher.viewer, pieces)
          const key = opened ? '' : mine.map((row) => row.position).join()
          const frame =
            frames.get(key) ??
            eventFrame(
              mine.flatMap((row) => pieces.get(row.position) ?? []),
              head,
            )
          if (key) frames.set(key, frame)
          watcher.send(frame)
          watcher.cursor = head
        }
      }
    })
  }

  function tellCard(viewer: Viewer, frame: Frame, except?: Watcher) {
    for (const watcher of companies.get(viewer.company)?.cards.get(viewer.record) ?? []) {
      if (watcher !== except && !watcher.catchingUp) watcher.send(frame)
    }
  }

  /** Tells a newcomer what he missed, slice by slice as he can read it, until he is level with the rest. */
  async function catchUp(watcher: Watcher, company: Company) {
    do {
      const { rows, head } = await missed(watcher)
      if (rows.length > STALE_AFTER) {
        watcher.send(encode({ stale: true }))
      } else {
        for (let start = 0; start < rows.length && !watcher.gone; start += CAUGHT_UP_AT_ONCE) {
          await tellMissed(watcher, rows.slice(start, start + CAUGHT_UP_AT_ONCE), head)
        }
      }
      watcher.cursor = head
      // What is being told right now passes him by: it counts as told.
    } while (company.begun > watcher.cursor && !watcher.gone)
    watcher.catchingUp = false
    watcher.send(encode({ head: watcher.cursor }))
  }

  function missed({ viewer, cursor }: Watcher) {
    return store.read(viewer.company, async (r) => {
      const head = await lastPosition(r)
      return { head, rows: await eventsAfter(r, cursor, head, STALE_AFTER + 1, viewer.record) }
    })
  }

  async function tellMissed(watcher: Watcher, rows: EventRow[], head: number) {
    const { viewer } = watcher
    const events = await store.read(viewer.company, (r) => eventsFor(r, viewer, rows))
    if (events.length === 0) return
    // Only the last slice says that nothing is missing any more.
    const upTo = Math.min(head, rows.at(-1)!.position)
    watcher.send(
      eventFrame(
        events.map((event) => JSON.stringify(event)),
        upTo,
      ),
    )
    await watcher.flushed()
  }

  async function companyOf(id: string): Promise<Company> {
    const known = companies.get(id)
    if (known) return known
    const position = await store.read(id, lastPosition)
    const company = companies.get(id) ?? {
      told: position,
      begun: position,
      head: position,
      telling: undefined,
      cards: new Map(),
    }
    companies.set(id, company)
    return company
  }

  return {
    published,

    /** Lets somebody watch a card from the event after `after` on. */
    async watch(
      viewer: Viewer,
      after: number,
      socket: Pick<Watcher, 'token' | 'send' | 'flushed' | 'gone' | 'close'>,
    ): Promise<Watcher> {
      const company = await companyOf(viewer.company)
      const watcher: Watcher = Object.assign(socket, { viewer, cursor: after, catchingUp: true })
      const watchers = company.cards.get(viewer.record) ?? new Set()
      company.cards.set(viewer.record, watchers.add(watcher))
      try {
        await catchUp(watcher, company)
      } catch (error) {
        watchers.delete(watcher)
        throw error
      }
      watcher.send(encode({ present: present.here(viewer) }))
      present.came(watcher)
      return watcher
    },

    leave(watcher: Watcher) {
      const { company: id, record } = watcher.viewer
      const company = companies.get(id)
      const watchers = company?.cards.get(record)
      if (!company || !watchers?.delete(watcher)) return
      if (watchers.size === 0) company.cards.delete(record)
      present.went(watcher)
    },

    /** Passes on that somebody writes; to those in `people` only, when the thread is private. */
    typing(from: Watcher, thread: string, on: boolean, people: string[] | undefined) {
      const { viewer } = from
      const frame = encode({ typing: { thread, person: viewer.person, on } })
      for (const watcher of companies.get(viewer.company)?.cards.get(viewer.record) ?? []) {
        const may =
          watcher.viewer.person !== viewer.person && (!people || people.includes(watcher.viewer.person))
        if (may) watcher.send(frame)
      }
    },

    /** Everybody learns how far the company has come, so that a lost frame is noticed. */
    beat() {
      for (const company of companies.values()) {
        const frame = encode({ head: company.told })
        for (const watchers of company.cards.values())
          for (const watcher of watchers) if (!watcher.catchingUp) watcher.send(frame)
      }
    },

    /** Everybody who is looking. */
    *watchers(): Generator<Watcher> {
      for (const company of companies.values()) for (const watchers of company.cards.values()) yield* watchers
    },

    /** Closes the sockets of a person: on one card, or everywhere. */
    dismiss(
      { company, person, record }: { company: string; person: string; record?: string },
      code: number,
      reason: string,
    ) {
      for (const [key, watchers] of companies.get(company)?.cards ?? []) {
        if (record !== undefined && key !== record) continue
        for (const watcher of watchers) if (watcher.viewer.person === person) watcher.close(code, reason)
      }
    },

    /** Sends everybody away; they come back when they can. */
    hangUp() {
      for (const watcher of this.watchers()) watcher.close(1001, 'the server is stopping')
    },

    close() {
      present.close()
      this.hangUp()
      companies.clear()
    },
  }

  async function addOpened(
    r: Parameters<typeof showOpened>[0],
    row: EventRow,
    viewer: Viewer,
    pieces: Map<number, string>,
  ) {
    if (row.topic !== 'thread.opened') return
    const shown: ShownEvent | undefined = await showOpened(r, row, viewer)
    if (shown) pieces.set(row.position, JSON.stringify(shown))
    else pieces.delete(row.position)
  }
}

export type Hub = ReturnType<typeof createHub>

function eventFrame(events: string[], head: number): Frame {
  return Buffer.from(`{"events":[${events.join(',')}],"head":${head}}`)
}

export function encode(frame: ServerFrame): Frame {
  return Buffer.from(JSON.stringify(frame))
}
