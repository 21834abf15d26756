/** When a task is due, as people say it. */

export type Due = 'today' | 'tomorrow' | 'inDays' | 'none' | 'choose'

export const dues: readonly Due[] = ['today', 'tomorrow', 'inDays', 'none', 'choose']

const days = { today: 0, tomorrow: 1, inDays: 3 }
/** The hour a working day ends. */
const evening = 18

/** ISO 8601, null for none; undefined when the time to be chosen is not one. `written` is what a field of date and time holds. */
export function deadlineOf(due: Due, written: string, now = new Date()): string | null | undefined {
  if (due === 'none') return null
  if (due !== 'choose') return endOfDay(days[due], now).toISOString()
  const chosen = new Date(written)
  return Number.isNaN(chosen.getTime()) ? undefined : chosen.toISOString()
}

/** The evening so many days from now; once today's is over, the end of today. */
export function endOfDay(from: number, now: Date): Date {
  const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + from, evening)
  if (then <= now) then.setHours(23, 59)
  return then
}

/** As a field of date and time holds it, where the person sits. */
export function written(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}
