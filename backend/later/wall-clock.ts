/** Whether the wall clock can be believed by those who delete by it. */

/** Milliseconds by which it may be set while we run: more than any change of a time zone, less than anything is kept for. */
const MOST = 24 * 60 * 60_000

/** The wall clock was set by more than a day: nothing is deleted by it until whoever runs the server has looked. */
export class ClockLeapt extends Error {
  override name = 'ClockLeapt'

  constructor(by: number) {
    const days = (by / MOST).toFixed(1)
    super(
      `the clock of this machine was moved by ${days} days while we ran: nothing is deleted by it. See to it that it is ` +
        'right, then start the server again',
    )
  }
}

/**
 * Holds the wall clock against one that only goes forward, from now on. What it answers with throws `ClockLeapt` once they
 * have come apart.
 * @param clock counts milliseconds
 */
export function watchWallClock(now: () => Date, clock: () => number = () => performance.now()): () => void {
  const between = () => now().getTime() - clock()
  const before = between()
  return () => {
    const by = between() - before
    if (Math.abs(by) > MOST) throw new ClockLeapt(by)
  }
}
