/**
 * Tells whoever is looking what changed. A commit only says how far a company has come; the hub reads the events
 * it has not told yet, shows them once and hands the same bytes to all who may know.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { ACCESS_CHANGED } from '../access/changed.ts'
import { SHOWN_OUT, type ShownOut, shownOut } from '../people/shown-out.ts'
import type { ShownEvent } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { membersOf } from '../threads/about.ts'
import { alone, type Bus, type BusHint } from './bus.ts'
import { createCatchUp } from './catch-up.ts'
import { CLOSED } from './closed.ts'
import { eventsFor } from './event-page.ts'
import { inOrder, type Watched } from './in-order.ts'
import { presence } from './presence.ts'
import { concerns, type EventRow, showEvents, showOpened } from './show-events.ts'
import { encode, eventFrame, type Frame, type Watcher, type Whom } from './watcher.ts'

type Card = Pick<Viewer, 'company' | 'record'>

/** Heartbeats sent in one turn of the event loop; all others wait for its end. */
const BEATS_IN_TURN = 250

interface Cards {
  cards: Map<string, Set<Watcher>>
}
type Company = Watched & Cards

type Typing = Extract<BusHint, { about: 'typing' }>

export interface HubDeps {
  store: Pick<Store, 'read'>
  failed(error: unknown): void
  /** Somebody is told what is said in a thread of others that he supervises. */
  supervises(viewer: Viewer, thread: string): Promise<void>
  /** To the other nodes. */
  bus?: Pick<Bus, 'tell'>
  /** Sessions are over: whoever looks by them must go, and what is remembered of them must not let him in again. */
  showOut(whom: ShownOut): void
  /** Milliseconds that only go forward. */
  clock?: (() => number) | undefined
}

export function createHub({ store, failed, supervises, bus = alone, showOut, clock }: HubDeps) {
  const { companies, published, of, look } = inOrder<Cards>({
    store,
    failed,
    more: () => ({ cards: new Map() }),
    isIdle: ({ cards }) => cards.size === 0,
    deliver,
    beganAnew,
  })
  const catchUp = createCatchUp({ store, supervises })
  const present = presence<Watcher>({
    tell: (card, frame, except) => tellCard(card, encode(frame), except),
    tellOthers: bus.tell,
    ...(clock && { clock }),
  })

  async function deliver(id: string, company: Company, rows: EventRow[], head: number) {
    for (const row of rows) {
      // Who answers for what is in every card's snapshot.
      if (row.topic === 'roles.changed') tellAll(company, encode({ stale: true }))
      if (row.topic === ACCESS_CHANGED) lookAgain(company, row)
      if (row.topic === SHOWN_OUT) showOut(shownOut(id, row.data))
    }
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
        // Nearly always: everybody may know all of it, and nobody does yet.
        const forAll = of.every((row) => row.people === null)
        const before = of[0]!.position
        const whole = of.map((row) => row.position).join()
        for (const watcher of company.cards.get(record) ?? []) {
          if (watcher.catchingUp) watcher.passedBy = head
          // Whoever has just come in may know more than has been told here yet, and is not told it twice.
          if (watcher.catchingUp || watcher.gone || watcher.cursor >= head) continue
          if (watcher.narrow) {
            const { events, supervised } = await eventsFor(
              r,
              watcher.viewer,
              of.filter((row) => row.position > watcher.cursor),
            )
            // Nobody else waits until it is in the log: that he reads here for an hour is there already.
            for (const thread of supervised) supervises(watcher.viewer, thread).catch(failed)
            if (events.length > 0)
              watcher.send(
                eventFrame(
                  events.map((event) => JSON.stringify(event)),
                  head,
                ),
              )
            watcher.cursor = head
            continue
          }
          const mine =
            forAll && watcher.cursor < before
              ? of
              : of.filter((row) => row.position > watcher.cursor && concerns(row, watcher.viewer))
          if (mine.length === 0) {
            watcher.cursor = head
            continue
          }
          if (opened) for (const row of mine) await addOpened(r, row, watcher.viewer, pieces)
          const key = opened ? '' : mine === of ? whole : mine.map((row) => row.position).join()
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

  function watchersOf({ company, record }: Card): Iterable<Watcher> {
    return companies.get(company)?.cards.get(record) ?? []
  }

  function tellAll({ cards }: Company, frame: Frame) {
    // Whoever is still coming in too: it would pass him by.
    for (const watchers of cards.values()) for (const watcher of watchers) watcher.send(frame)
  }

  function tellCard(card: Card, frame: Frame, except?: Watcher) {
    for (const watcher of watchersOf(card)) {
      // Who else looks at the card is nothing to those who see one thread of it.
      if (watcher !== except && !watcher.catchingUp && !watcher.viewer.invited) watcher.send(frame)
    }
  }

  function close(
    { cards }: Company,
    { person, record, invited = false }: Omit<Whom, 'company'>,
    code: number,
    reason: string,
  ) {
    for (const [key, watchers] of cards) {
      if (record !== undefined && key !== record) continue
      for (const watcher of watchers) {
        if (person !== undefined && watcher.viewer.person !== person) continue
        if (!invited || watcher.viewer.invited) watcher.close(code, reason)
      }
    }
  }

  /** What somebody may see is another thing now: he looks at all of it anew. */
  function lookAgain({ cards }: Company, { data }: EventRow) {
    for (const [record, watchers] of cards) {
      if (data.record !== null && data.record !== record) continue
      for (const watcher of watchers) {
        if (data.person === null || watcher.viewer.person === data.person) lookAnew(watcher)
      }
    }
  }

  function lookAnew(watcher: Watcher) {
    watcher.send(encode({ stale: true }))
    watcher.close(CLOSED.again, 'come again')
  }

  function beganAnew(id: string) {
    for (const watchers of companies.get(id)?.cards.values() ?? []) for (const one of watchers) lookAnew(one)
    companies.delete(id)
  }

  function showTyping({ company, record, person, thread, kind, on }: Typing, members: string[]) {
    const frame = encode({ typing: { thread, person, on } })
    for (const watcher of watchersOf({ company, record })) {
      const { viewer, narrow } = watcher
      const open = kind !== 'private' && !narrow
      if (viewer.person !== person && (open || members.includes(viewer.person))) watcher.send(frame)
    }
  }

  return {
    published,

    /** Lets somebody watch a card from the event after `after` on. */
    async watch(
      viewer: Viewer,
      after: number,
      socket: Pick<Watcher, 'token' | 'send' | 'flushed' | 'gone' | 'close'>,
    ): Promise<Watcher> {
      const watcher: Watcher = Object.assign(socket, {
        viewer,
        narrow: true,
        cursor: after,
        catchingUp: true,
        passedBy: 0,
      })
      await of(viewer.company, ({ cards }) => {
        cards.set(viewer.record, (cards.get(viewer.record) ?? new Set()).add(watcher))
      })
      // At once: those who come together are not told of each other one by one, but below of all of them.
      present.came(watcher)
      try {
        await catchUp(watcher)
      } catch (error) {
        this.leave(watcher)
        throw error
      }
      if (!viewer.invited) watcher.send(encode({ present: present.here(viewer) }))
      return watcher
    },

    leave(watcher: Watcher) {
      drop(watcher)
      present.went(watcher)
    },

    /** Passes on that somebody writes; of a private thread only to those in it, and so to those who see little. */
    typing(from: Watcher, thread: { id: string; kind: string }, on: boolean, members: string[]) {
      const { company, record, person } = from.viewer
      const { id, kind } = thread
      const typing = { about: 'typing', company, record, person, thread: id, kind, on } as const
      bus.tell(typing)
      showTyping(typing, members)
    },

    /** The same, of somebody on another node. */
    async typingElsewhere(typing: Typing) {
      if ([...watchersOf(typing)].length === 0) return
      showTyping(typing, await store.read(typing.company, (r) => membersOf(r, typing.thread)))
    },

    /** Finds out what nobody has told us of: a commit on another node, or one that could not be read then. */
    look,

    /** Who looks at which card, on whatever node. */
    present,

    /** Everybody learns how far the company has come, so that a lost frame is noticed. What was said meanwhile goes between. */
    async beat() {
      let inTurn = 0
      for (const company of companies.values()) {
        let frame = encode({ head: company.told })
        for (const watchers of company.cards.values()) {
          for (const watcher of watchers) {
            if (!watcher.catchingUp) watcher.send(frame)
            inTurn += 1
            if (inTurn % BEATS_IN_TURN > 0) continue
            await turn()
            frame = encode({ head: company.told })
          }
        }
      }
    },

    /** Everybody who is looking. */
    *watchers(): Generator<Watcher> {
      for (const company of companies.values()) for (const watchers of company.cards.values()) yield* watchers
    },

    /** Closes the sockets of a person, or of everybody: on one card, or everywhere. */
    dismiss({ company, ...whom }: Whom, code: number, reason: string) {
      const known = companies.get(company)
      if (known) close(known, whom, code, reason)
    },

    /** The company is no more; one that comes by its name later counts its events from the start. */
    forget(company: string) {
      companies.delete(company)
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

  function drop(watcher: Watcher) {
    const { company, record } = watcher.viewer
    const cards = companies.get(company)?.cards
    const watchers = cards?.get(record)
    if (watchers?.delete(watcher) && watchers.size === 0) cards?.delete(record)
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
