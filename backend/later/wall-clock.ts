/**
 * Whether the wall clock can be believed by those who delete by it. It may be set while we run, which a clock that only goes
 * forward shows; and while we do not, which shows in when we ran last. A server that was off for long looks the same, so the
 * host is listened to: each of its answers says what time it is there.
 */

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Milliseconds ahead: more than any change of a time zone, less than anything is kept for. */
const AHEAD_MOST = DAY
/** Milliseconds behind: what is written would be dated before what is there. */
const BEHIND_MOST = 5 * MINUTE
/** Milliseconds within which two who say what time it is say the same. */
const AGREES = 60 * MINUTE

/** Nothing is deleted by a clock that is not believed. */
export class ClockDoubted extends Error {
  override name = 'ClockDoubted'
}

export interface WallClock {
  /** Why it is not believed, for whoever runs the server; nothing when it is. */
  doubt(): string | undefined
  /** Throws `ClockDoubted`. */
  assertBelieved(): void
  /** A host has said what time it is. */
  heard(at: Date): void
}

export interface WallClockDeps {
  now(): Date
  /** Milliseconds that only go forward. */
  clock?: (() => number) | undefined
  /** When the server ran last, if it ever did. */
  seen?: Date | undefined
  /** The day whoever runs the server says it is, `2026-11-22`. */
  confirmed?: string | undefined
  /** Told once a host has said the same as a clock that was not believed. */
  agreed?(): void
}

export function createWallClock({ now, clock = () => performance.now(), ...deps }: WallClockDeps): WallClock {
  const { seen, confirmed, agreed } = deps
  const between = () => now().getTime() - clock()
  let before = between()
  // Time zones are one day at most.
  const isSaid = confirmed !== undefined && Math.abs(Date.parse(confirmed) + DAY / 2 - now().getTime()) <= DAY
  let since = seen && !isSaid ? now().getTime() - seen.getTime() : 0

  function doubt() {
    const by = between() - before
    if (Math.abs(by) > AHEAD_MOST) return `${inDays(by)} of where it was, and was moved there while we ran`
    if (since > AHEAD_MOST || since < -BEHIND_MOST) return `${inDays(since)} of when this server ran last`
    return undefined
  }

  return {
    doubt,
    assertBelieved() {
      const why = doubt()
      if (why) throw new ClockDoubted(inWords(why))
    },
    heard(at) {
      if (!doubt() || Math.abs(at.getTime() - now().getTime()) > AGREES) return
      before = between()
      since = 0
      agreed?.()
    },
  }
}

/** What is to be done about it, for whoever runs the server. */
export const inWords = (doubt: string) =>
  `the clock of this machine is ${doubt}: nothing is deleted by it until a CRM says the same. See to it that it is right; ` +
  'where no CRM answers, start the server with CLOCK_CONFIRMED=<the date of today>'

const inDays = (by: number) => `${Math.abs(by / DAY).toFixed(1)} days ${by > 0 ? 'ahead' : 'behind'}`
