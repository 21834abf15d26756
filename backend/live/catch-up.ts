/**
 * Tells newcomers what they missed, slice by slice as each can read it, until they are level with the rest. Those who wait for
 * the same card are served together: a slice is read, shown and made into bytes once for all of them.
 */
import { setImmediate as round } from 'node:timers/promises'
import { seesAll, sight } from '../access/sight.ts'
import { createDoorway, GIVES_WAY_AFTER, READING_HELD_MOST } from '../limits/doorway.ts'
import type { Viewer } from '../signed-in.ts'
import { lastPosition, type Reading, type Store } from '../store/store.ts'
import { eventsFor } from './event-page.ts'
import { cardEvents, concerns, newestButSo, showEvents, showOpened } from './show-events.ts'
import { encode, eventFrame, type Frame, type Watcher } from './watcher.ts'

/** Further behind than this, a fresh snapshot is cheaper than being told one by one. */
const STALE_AFTER = 2000
/** Events of one frame for somebody who has missed many: a page of long messages must fit through his line. */
const CAUGHT_UP_AT_ONCE = 100
/** Newcomers of a slice: to the last of them, what it tells is still as fresh as to the first. */
const TOGETHER_MOST = 100

export interface CatchUpDeps {
  store: Pick<Store, 'read'>
  /** As the hub's. */
  supervises(viewer: Viewer, thread: string): Promise<void>
}

interface Slice {
  frame?: Frame
  /** Told up to here by it. */
  upTo: number
  /** Nothing is missing after it. */
  isLast: boolean
  /** Threads of others he reads by it, for a reason he has said. */
  supervised: string[]
  narrow: boolean
}

interface Newcomer {
  watcher: Watcher
  told: PromiseWithResolvers<Slice>
}

/** Resolves when he is level with the rest, or gone. */
export type CatchUp = (watcher: Watcher) => Promise<void>

export function createCatchUp({ store, supervises }: CatchUpDeps): CatchUp {
  const doorway = createDoorway({ atOnce: 1, heldMost: READING_HELD_MOST })
  /** By card. */
  const waiting = new Map<string, Newcomer[]>()

  function nextSlice(watcher: Watcher): Promise<Slice> {
    const { company, record } = watcher.viewer
    const told = Promise.withResolvers<Slice>()
    const key = `${company} ${record}`
    const together = waiting.get(key) ?? []
    if (together.push({ watcher, told }) === 1) {
      waiting.set(key, together)
      void doorway.through(company, () => serve(together, key))
    }
    if (together.length === TOGETHER_MOST) waiting.delete(key)
    return told.promise
  }

  /** The next slice for each of those who wait for a card. */
  async function serve(together: Newcomer[], key: string) {
    // Whoever comes from now on has the next turn.
    if (waiting.get(key) === together) waiting.delete(key)
    const here = together.filter(({ watcher, told }) => {
      if (watcher.gone) told.resolve({ upTo: watcher.cursor, isLast: true, supervised: [], narrow: true })
      return !watcher.gone
    })
    const [first] = here
    if (!first) return
    const { company, record } = first.watcher.viewer
    const after = Math.min(...here.map(({ watcher }) => watcher.cursor))
    await store
      .read(company, async (r) => {
        const slices = await sliceOf(r, record, after)
        let began = performance.now()
        for (const { watcher, told } of here) {
          await slices.for(watcher).then(told.resolve, told.reject)
          if (performance.now() - began < GIVES_WAY_AFTER) continue
          await round()
          began = performance.now()
        }
      })
      .catch((error) => {
        for (const { told } of here) told.reject(error)
      })
  }

  return async (watcher) => {
    while (!watcher.gone) {
      const { frame, upTo, isLast, supervised, narrow } = await nextSlice(watcher)
      for (const thread of supervised) await supervises(watcher.viewer, thread)
      if (frame) watcher.send(frame)
      watcher.cursor = upTo
      watcher.narrow = narrow
      await watcher.flushed()
      if (!isLast || watcher.passedBy > watcher.cursor) continue
      watcher.catchingUp = false
      if (!frame) watcher.send(encode({ head: watcher.cursor }))
      return
    }
  }
}

/** The events of a card that follow a position, for whoever knows it up to there or further. */
async function sliceOf(r: Reading, record: string, after: number) {
  const head = await lastPosition(r)
  const rows = await cardEvents(r, { record, after, upTo: head, limit: CAUGHT_UP_AT_ONCE })
  const isFull = rows.length === CAUGHT_UP_AT_ONCE
  const upTo = isFull ? rows.at(-1)!.position : head
  // Only who lacks a whole slice can lack so many.
  const stale = isFull ? await newestButSo(r, record, STALE_AFTER) : 0
  let shown: ReturnType<typeof showEvents> | undefined
  const show = () => (shown ??= showEvents(r, rows))
  const pieces = new Map<number, string>()
  // Those who may know the same events get the very same bytes.
  const frames = new Map<string, Frame>()

  /** Of one to whom all is told as it is. */
  async function shared(viewer: Viewer, cursor: number): Promise<Frame | undefined> {
    const mine = rows.filter((row) => row.position > cursor && concerns(row, viewer))
    if (mine.length === 0) return undefined
    const opened = mine.filter(({ topic }) => topic === 'thread.opened')
    const key = opened.length > 0 ? '' : mine.map(({ position }) => position).join()
    const made = frames.get(key)
    if (made) return made
    const events = await show()
    // A thread's opening is told to each as he sees the thread.
    const his = new Map<number, string>()
    for (const row of opened) {
      const event = await showOpened(r, row, viewer)
      if (event) his.set(row.position, JSON.stringify(event))
    }
    const told = mine.flatMap(({ position }) => {
      const event = events.get(position)
      if (event && !pieces.has(position)) pieces.set(position, JSON.stringify(event))
      return his.get(position) ?? pieces.get(position) ?? []
    })
    if (told.length === 0) return undefined
    const frame = eventFrame(told, upTo)
    if (key) frames.set(key, frame)
    return frame
  }

  return {
    async for({ viewer, cursor }: Watcher): Promise<Slice> {
      const seeing = await sight(r, viewer)
      const narrow = !seesAll(seeing)
      // What he knows beyond the head was lost with a database that another has taken the place of.
      if (cursor > head || cursor < stale)
        return { frame: encode({ stale: true }), upTo: head, isLast: true, supervised: [], narrow }
      // He knows all of this slice; others who lack more come to where he is.
      if (isFull && cursor >= upTo) return { upTo: cursor, isLast: false, supervised: [], narrow }
      const told = { upTo, isLast: !isFull, narrow }
      if (!narrow) {
        const frame = await shared(viewer, cursor)
        return { ...told, ...(frame && { frame }), supervised: [] }
      }
      const mine = rows.filter(({ position }) => position > cursor)
      const { events, supervised } = await eventsFor(r, viewer, mine, show)
      if (events.length === 0) return { ...told, supervised }
      const texts = events.map((event) => JSON.stringify(event))
      return { ...told, frame: eventFrame(texts, upTo), supervised }
    },
  }
}
