/** Signing in, as a page that waits is told of it. */

/** A place where somebody may sign in for a page that waits. */
export interface ShownTicket {
  /** Secret of the page. */
  ticket: string
  /** A path of ours for a window of its own, or a hidden frame with `&silent=1`. */
  url: string
}

/** How signing in stands; words to read where somebody has something to do. */
export interface SignInStands {
  stands: 'waiting' | 'signed_in' | 'consented' | 'refused'
  /** `ask` when nothing has gone wrong, and somebody only has to be asked. */
  reason?: string
  title?: string
  text?: string
}
