/** Working time: deadlines are counted in the hours a company works. */
import type { DeadlinePreset, WorkingHours } from '../shown.ts'
import { dayAfter, minuteOf, momentOf, wallTime, weekdayOf } from './zone.ts'

const MINUTE = 60_000
const HOUR = 60
/** Days looked ahead for one on which anybody works. */
const AHEAD = 366
const NOON = 12 * HOUR

/** The moment by which so many minutes of working time have passed; of plain time where nobody ever works. */
export function workingDeadline(hours: WorkingHours, from: Date, minutes: number): Date {
  let left = minutes * MINUTE
  let day = wallTime(from, hours.zone).day
  for (let looked = 0; looked < AHEAD; looked++, day = dayAfter(day)) {
    const work = workOn(hours, day)
    if (!work) continue
    const begins = Math.max(work.from.getTime(), from.getTime())
    const lasts = work.until.getTime() - begins
    if (lasts <= 0) continue
    if (left <= lasts) return new Date(begins + left)
    left -= lasts
  }
  return new Date(from.getTime() + minutes * MINUTE)
}

/** When a question asked at this moment is due. */
export function deadlineOf(preset: DeadlinePreset, hours: WorkingHours, from: Date): Date {
  switch (preset) {
    case 'hour':
      return workingDeadline(hours, from, HOUR)
    case 'fourHours':
      return workingDeadline(hours, from, 4 * HOUR)
    case 'noon':
      return nextNoon(hours, from)
  }
}

/** Noon of the next day on which anybody works. */
function nextNoon(hours: WorkingHours, from: Date): Date {
  const tomorrow = dayAfter(wallTime(from, hours.zone).day)
  let day = tomorrow
  for (let looked = 0; looked < AHEAD; looked++, day = dayAfter(day)) {
    if (workOn(hours, day)) return momentOf(day, NOON, hours.zone)
  }
  return momentOf(tomorrow, NOON, hours.zone)
}

function workOn({ zone, week, daysOff }: WorkingHours, day: string): { from: Date; until: Date } | undefined {
  const work = week[weekdayOf(day) - 1]
  if (!work || daysOff.includes(day)) return undefined
  const [from, until] = [minuteOf(work.from), minuteOf(work.until)]
  return { from: momentOf(day, from, zone), until: momentOf(day, until, zone) }
}
