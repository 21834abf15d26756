/** Which messages of a thread are in the page, and what must not move while they change. Pure. */
import type { ShownMessage } from '../../backend/shown.ts'
import { quoting } from '../card/apply.ts'

/** Messages of one thread by seq, without a gap between the first and the last. */
export type Slice = readonly ShownMessage[]

export const pageSize = 50
/** Pixels from either end at which the next page is asked for. */
export const prefetchWithin = 600
/** Pixels from the end within which new messages pull the list along. */
export const followWithin = 100
/** Messages left after trimming, and how many more may gather before it happens. */
export const mostShown = 300
const leeway = 20

/** A page joined to the slice; what grows too far goes from the other end. */
export function grown(slice: Slice, page: Slice, side: 'older' | 'newer'): Slice {
  const all = merged(slice, page)
  if (all.length <= mostShown + leeway) return all
  return side === 'older' ? all.slice(0, mostShown) : all.slice(-mostShown)
}

/** By seq, each once; the second says how a message is now. */
export function merged(slice: Slice, page: Slice): Slice {
  const bySeq = new Map(slice.map((message) => [message.seq, message]))
  for (const message of page) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** The slice with the message as it is now, and with every quote of it saying the same. */
export function settled(slice: Slice, message: ShownMessage): Slice {
  if (!slice.some((one) => one.id === message.id || one.quote?.id === message.id)) return slice
  return slice.map((one) => (one.id === message.id ? message : quoting(one, message)))
}

/**
 * The slice after a message was said in its thread: appended when it is the next one. A reader far from the end keeps
 * what he reads, so a full slice takes nothing more until he comes back down.
 */
export function arrived(slice: Slice, message: ShownMessage, following: boolean): Slice {
  if (follows(slice, message)) {
    if (following) return grown(slice, [message], 'newer')
    return slice.length < mostShown + leeway ? [...slice, message] : slice
  }
  return settled(slice, message)
}

export function follows(slice: Slice, message: ShownMessage): boolean {
  return message.seq === (slice.at(-1)?.seq ?? 0) + 1
}

/** Nothing was said before it. */
export function reachesStart(slice: Slice, from = 1): boolean {
  return (slice[0]?.seq ?? from) <= from
}

/** Nothing was said after it. */
export function reachesEnd(slice: Slice, lastSeq: number): boolean {
  return (slice.at(-1)?.seq ?? 0) >= lastSeq
}

/** What is left of a thread that is not looked at: the newest page, so that coming back shows something at once. */
export function put(slice: Slice, lastSeq: number): Slice {
  return reachesEnd(slice, lastSeq) ? slice.slice(-pageSize) : []
}

/** Index of the first of `count` rows, from top to bottom, that ends below `top`; `count` when none does. */
export function firstBelow(count: number, bottomOf: (index: number) => number, top: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (bottomOf(middle) > top) high = middle
    else low = middle + 1
  }
  return low
}

export interface Scrolled {
  scrollTop: number
  scrollHeight: number
  clientHeight: number
}

export function fromEnd({ scrollTop, scrollHeight, clientHeight }: Scrolled): number {
  return scrollHeight - clientHeight - scrollTop
}

/** Which pages the place in the list asks for. */
export function wanted(place: Scrolled): { older: boolean; newer: boolean } {
  return { older: place.scrollTop < prefetchWithin, newer: fromEnd(place) < prefetchWithin }
}
