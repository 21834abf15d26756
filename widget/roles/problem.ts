import type { Wanted } from './directory.model.ts'
import { weekdays } from './weekdays.ts'
import { roleWords } from './words.ts'

/** Why the roles can't be saved as they are; undefined when they can. Pure. */
export function problemOf({ roles, hours }: Wanted): string | undefined {
  const say = roleWords().problems
  const used = roles.filter(({ retiredAt }) => !retiredAt)
  if (used.some(({ title }) => Object.values(title).some((name) => name.trim() === ''))) return say.name
  if (used.some(({ words }) => words.some((word) => word.trim().length < 2))) return say.words
  const shifts = used.flatMap(({ rota }) => rota.weekly)
  const wrong = shifts.some(
    ({ person, days, from, until }) => !person || days.length === 0 || !from || !until || from === until,
  )
  const dates = used.flatMap(({ rota }) => rota.dated)
  if (wrong || dates.some(({ person, from, to }) => !person || !from || !to)) return say.shift
  if (dates.some(({ from, to }) => from > to)) return say.dates
  if (hours.week.length !== weekdays.length || hours.week.some((day) => day && day.from >= day.until))
    return say.hours
  return isZone(hours.zone) ? undefined : say.zone
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
