/** CSS pixels. */
const LEAST = 420
const MOST = 900
/** What a form's header and tabs take of a window, where that cannot be seen. */
const FURNITURE = 248
/** Left free below. */
const BELOW = 12

/** As tall as may be asked for. */
export const tallest = `${MOST}px`

/**
 * The chat's field to write in is at its foot, and is to be seen without scrolling the form: at most what is left of the
 * window below where the chat begins. One that begins far down is scrolled to anyway.
 */
export function atMost(top: number): string {
  const above = top > 0 && top < window.innerHeight / 2 ? Math.ceil(top) : FURNITURE
  return `max(${LEAST}px, calc(100vh - ${above + BELOW}px))`
}

/** The form scrolls, and so does the chat: beyond these bounds the two would fight. */
export function within(wanted: number): number {
  return Math.min(Math.max(Math.ceil(wanted), LEAST), MOST)
}
