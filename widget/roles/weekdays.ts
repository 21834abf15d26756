import { chosen } from '../words/index.ts'

/** 1 for Monday to 7. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** "пн", or "понедельник". */
export function dayName(weekday: number, form: 'short' | 'long'): string {
  // The first of January 2024 was a Monday.
  const day = new Date(Date.UTC(2024, 0, weekday))
  return new Intl.DateTimeFormat(chosen.locale, { weekday: form, timeZone: 'UTC' }).format(day)
}
