/** A list that does not move under the reader's eyes: the one place that scrolls it. */
import { type Anchor, holdAnchor, messageElement, takeAnchor } from './anchor.ts'
import type { Target } from './timeline.model.ts'
import { followWithin, fromEnd } from './window.ts'

export interface Steady {
  /** The rows are about to change. */
  before: () => void
  /** The rows have changed, or their sizes. */
  after: () => void
  /** False when the message is not in the list. */
  goTo: (to: Target['to'], smooth: boolean) => boolean
  /** The person or a smooth movement has scrolled. */
  scrolled: () => void
  /** Close enough to the end that what comes next pulls the list along. */
  following: () => boolean
}

/** Where a message is put that the list is opened at: below the day's name, with what came before it in sight. */
const topMargin = 96

/** Pixels between the top of the list and a message that is gone to. */
function marginOf(at: 'top' | 'middle', room: number, height: number): number {
  return at === 'top' ? Math.min(topMargin, room / 3) : Math.max(topMargin, (room - height) / 2)
}

/** @param atEnd the list holds what was said last: at the end of anything less there is nothing to follow */
export function steady(list: HTMLElement, atEnd: () => boolean): Steady {
  let follows = true
  /** Where the list stood when it was last looked at. */
  let stood = list.scrollTop
  let anchor: Anchor | undefined
  return { before, after, goTo, scrolled, following: () => follows }

  function before() {
    // A focus that was moved has scrolled already, but the event that says so comes later.
    if (list.scrollTop !== stood) scrolled()
    else if (!follows) anchor = takeAnchor(list)
  }

  function after() {
    if (follows) toEnd(false)
    else if (anchor) holdAnchor(list, anchor)
    stood = list.scrollTop
  }

  function scrolled() {
    follows = fromEnd(list) <= followWithin && atEnd()
    anchor = follows ? undefined : takeAnchor(list)
    stood = list.scrollTop
  }

  function goTo(to: Target['to'], smooth: boolean): boolean {
    if (to === 'end') {
      follows = true
      toEnd(smooth)
      return true
    }
    const message = messageElement(list, to.id)
    if (!message) return false
    const place = message.getBoundingClientRect()
    const room = list.clientHeight
    const wanted = typeof to.at === 'number' ? to.at : marginOf(to.at, room, place.height)
    scrollTo(list.scrollTop + place.top - list.getBoundingClientRect().top - wanted, smooth)
    scrolled()
    return true
  }

  function toEnd(smooth: boolean) {
    scrollTo(list.scrollHeight - list.clientHeight, smooth)
  }

  function scrollTo(top: number, smooth: boolean) {
    // Far away there is nothing to follow with the eyes, and the way would lead past pages that are not loaded.
    const near = Math.abs(top - list.scrollTop) < 2 * list.clientHeight
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    list.scrollTo({ top, behavior: smooth && near && !calm ? 'smooth' : 'instant' })
    stood = list.scrollTop
  }
}
