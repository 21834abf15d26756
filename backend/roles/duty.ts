/** Who is on duty for a role. */
import type { Role } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { directoryOf, holdersOf } from './directory.ts'
import { inUse } from './told.ts'
import { dayAfter, minuteOf, type WallTime, wallTime, weekdayOf } from './zone.ts'

/** Days looked ahead for whoever comes on duty next. */
const AHEAD = 14

/**
 * People on duty for a role at a moment; outside the hours of its rota whoever comes next; everybody who answers for it
 * where there is no rota, or nobody of it works here any more. Nobody when the role is empty or retired.
 */
export async function onDuty(r: Reading, role: string, at: Date): Promise<string[]> {
  return (await dutyOf(r, [role], at)).get(role) ?? []
}

/** The same for several roles at once. */
export async function dutyOf(r: Reading, ids: string[], at: Date): Promise<Map<string, string[]>> {
  const { roles, hours } = await directoryOf(r)
  const asked = inUse(roles).filter(({ id }) => ids.includes(id))
  const holders = await holdersOf(r, asked)
  const now = wallTime(at, hours.zone)
  return new Map(
    asked.map((role) => {
      const here = holders.get(role.id) ?? []
      for (const people of dutyAt(role, now)) {
        const present = people.filter((person) => here.includes(person))
        if (present.length > 0) return [role.id, present]
      }
      return [role.id, here]
    }),
  )
}

/** Those to be called, in the order they are tried: now, then day by day whoever comes next. */
function* dutyAt(role: Role, now: WallTime): Generator<string[]> {
  yield at(role, now)
  if (role.rota.weekly.length === 0) return
  for (let ahead = 0; ahead <= AHEAD; ahead++) {
    yield firstOf(role, dayAfter(now.day, ahead), ahead === 0 ? now.minute : -1)
  }
}

function at({ rota }: Role, now: WallTime): string[] {
  const dated = datedOn(rota, now.day)
  if (dated.length > 0) return dated
  const yesterday = now.weekday === 1 ? 7 : now.weekday - 1
  return unique(
    rota.weekly.filter(({ days, from, until }) => {
      const [begins, ends] = [minuteOf(from), minuteOf(until)]
      if (begins < ends) return days.includes(now.weekday) && begins <= now.minute && now.minute < ends
      const evening = days.includes(now.weekday) && now.minute >= begins
      return evening || (days.includes(yesterday) && now.minute < ends)
    }),
  )
}

/** Whoever is the first to begin on a day after this minute. */
function firstOf({ rota }: Role, day: string, after: number): string[] {
  const dated = datedOn(rota, day)
  if (dated.length > 0) return dated
  const weekday = weekdayOf(day)
  const later = rota.weekly.filter(({ days, from }) => days.includes(weekday) && minuteOf(from) > after)
  const first = Math.min(...later.map(({ from }) => minuteOf(from)))
  return unique(later.filter(({ from }) => minuteOf(from) === first))
}

function datedOn({ dated }: Role['rota'], day: string): string[] {
  return unique(dated.filter(({ from, to }) => from <= day && day <= to))
}

function unique(shifts: { person: string }[]): string[] {
  return [...new Set(shifts.map(({ person }) => person))]
}
