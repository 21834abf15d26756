import { workingDeadline } from '../roles/hours.ts'
import type { WorkingHours } from '../shown.ts'

/** Minutes of working time after which the clock reminds: a working day. */
const REMIND_AFTER = 8 * 60

export function nextReminder(hours: WorkingHours, now: Date): Date {
  return workingDeadline(hours, now, REMIND_AFTER)
}
