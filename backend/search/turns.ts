let last: Promise<unknown> = Promise.resolve()

/**
 * Resolves in a turn of the event loop that no other caller gets: SQLite answers within the turn it is asked in,
 * and twenty searches at once must not hold up a message for as long as all twenty take.
 */
export function ownTurn(): Promise<unknown> {
  last = last.then(() => new Promise<void>((turn) => setImmediate(turn)))
  return last
}
