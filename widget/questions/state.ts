import type { Asked, ShownQuestion } from '../../backend/shown.ts'
import { roles } from '../card/card.model.ts'
import { clock, dateOnly, dayKey } from '../parts/dates.ts'
import { nameOf } from '../threads/names.ts'
import { chosen, listed } from '../words/index.ts'

export type State = 'open' | 'late' | 'answered' | 'withdrawn'

export function stateOf({ answer, withdrawnAt, deadline }: ShownQuestion, now: number): State {
  if (withdrawnAt) return 'withdrawn'
  if (answer) return 'answered'
  return Date.parse(deadline) <= now ? 'late' : 'open'
}

/** "Таможня (Игорь Ким)", or the person. */
export function whomOf({ role, people }: Asked): string {
  const names = listed(people.map(nameOf))
  const title = roles.value.find(({ id }) => id === role)?.title[chosen.language]
  return title ? `${title} (${names})` : names
}

/** A deadline: the time of day, and the day where it is another. */
export function dueWhen(at: string): string {
  return dayKey(at) === dayKey(new Date().toISOString()) ? clock(at) : `${dateOnly(at)}, ${clock(at)}`
}
