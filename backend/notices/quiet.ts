/** Quiet hours: when nothing rings for somebody, and when the next summary of his is due. */
import { dayAfter, minuteOf, momentOf, wallTime, weekdayOf } from '../roles/zone.ts'
import type { Quiet, Wishes } from '../shown.ts'

/** Stretches of quiet that may follow one another: a week of days, with the nights between them. */
const STRETCHES = 16
const WEEK = 7

/** When the quiet that reigns at this moment ends; undefined when there is none. */
export function quietUntil(quiet: Quiet | null, zone: string, at: Date): Date | undefined {
  if (!quiet) return undefined
  let until = at
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const end = endOfStretch(quiet, zone, until)
    if (!end) break
    until = end
  }
  return until > at ? until : undefined
}

function endOfStretch({ from, until, days }: Quiet, zone: string, at: Date): Date | undefined {
  const { day, weekday, minute } = wallTime(at, zone)
  if (days.includes(weekday)) return momentOf(dayAfter(day), 0, zone)
  const [begins, ends] = [minuteOf(from), minuteOf(until)]
  const pastMidnight = begins > ends
  if (minute >= begins && (pastMidnight || minute < ends))
    return momentOf(pastMidnight ? dayAfter(day) : day, ends, zone)
  if (pastMidnight && minute < ends) return momentOf(day, ends, zone)
  return undefined
}

/** When the next summary is due after this moment: not on days that are quiet; null when none is wished. */
export function nextSummary(
  { summary, quiet, zone }: Pick<Wishes, 'summary' | 'quiet' | 'zone'>,
  after: Date,
) {
  if (!summary) return null
  const today = wallTime(after, zone).day
  for (let ahead = 0; ahead <= WEEK; ahead++) {
    const day = dayAfter(today, ahead)
    const due = momentOf(day, minuteOf(summary.at), zone)
    if (due > after && !quiet?.days.includes(weekdayOf(day))) return due
  }
  return null
}
