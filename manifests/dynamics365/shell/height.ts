/** CSS pixels. */
const LEAST = 420
const MOST = 900

/** What is left of a usual window below a form's header and tabs. */
export const usual = `clamp(${LEAST}px, calc(100vh - 260px), ${MOST}px)`

/** The form scrolls, and so does the chat: beyond these bounds the two would fight. */
export function within(wanted: number): number {
  return Math.min(Math.max(Math.ceil(wanted), LEAST), MOST)
}
