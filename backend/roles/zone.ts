/** The clock on the wall of a time zone. */

/** A moment as it is called there. */
export interface WallTime {
  /** `2026-11-20` */
  day: string
  /** 1 is Monday. */
  weekday: number
  /** Minutes since midnight. */
  minute: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const formats = new Map<string, Intl.DateTimeFormat>()

/** @throws RangeError when there is no such zone. */
export function wallTime(at: Date, zone: string): WallTime {
  const shown = asIfUtc(at, zone)
  const day = shown.toISOString().slice(0, 10)
  return { day, weekday: weekdayOf(day), minute: shown.getUTCHours() * 60 + shown.getUTCMinutes() }
}

/** The moment of that day and minute; one that the clocks skip in spring is as much later. */
export function momentOf(day: string, minute: number, zone: string): Date {
  const wished = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE
  const first = new Date(wished - offsetAt(new Date(wished), zone))
  return new Date(wished - offsetAt(first, zone))
}

export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** So many days later, or earlier. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** `09:30` as minutes since midnight. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

function offsetAt(at: Date, zone: string): number {
  return asIfUtc(at, zone).getTime() - Math.floor(at.getTime() / 1000) * 1000
}

function asIfUtc(at: Date, zone: string): Date {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const [year, month, day, hour, minute, second] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((part) => parts.get(part) ?? 0) as [number, number, number, number, number, number]
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second))
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}
