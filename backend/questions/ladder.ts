import { workingDeadline } from '../roles/hours.ts'
import type { OverdueStep, WorkingHours } from '../shown.ts'

/** Whom an overdue question calls, one after the other. */
export const ladder: OverdueStep[] = ['person', 'head', 'pool']

/** Minutes of working time each step waits for an answer. */
const PATIENCE = 60

/** When the step after this one is taken; null when it is the last. */
export function nextStepAt(step: OverdueStep, hours: WorkingHours, now: Date): Date | null {
  return step === ladder.at(-1) ? null : workingDeadline(hours, now, PATIENCE)
}
