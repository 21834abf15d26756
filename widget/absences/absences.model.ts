/** My absences, and what has changed in one of them. */
import { batch, signal } from '@preact/signals'
import type { DiaryRow, ShownAbsence, ShownPerson } from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { uuid7 } from '../outbox/uuid7.ts'

export interface Absences {
  mine: ShownAbsence[]
  standingIn: ShownAbsence[]
  colleagues: ShownPerson[]
}

export interface AbsencesApi {
  absences(): Promise<Result<Absences>>
  beAway(
    id: string,
    wanted: { substitute: string; since: string; until: string },
  ): Promise<Result<ShownAbsence>>
  comeBack(id: string): Promise<Result<ShownAbsence>>
  diary(id: string): Promise<Result<{ rows: DiaryRow[] }>>
}

export const known = signal<Absences | undefined>(undefined)
export const failure = signal<string | undefined>(undefined)
export const substitute = signal('')
/** Days as the browser's field writes them: `2026-12-24`. */
export const since = signal('')
export const until = signal('')
export const saving = signal(false)
export const diary = signal<{ id: string; rows: DiaryRow[] } | undefined>(undefined)

export async function load(api: AbsencesApi): Promise<void> {
  const answer = await api.absences()
  batch(() => {
    failure.value = answer.ok ? undefined : answer.reason
    if (answer.ok) known.value = answer.value
  })
}

/** Undefined while something is missing, or it is under way. */
export async function save(api: AbsencesApi): Promise<Result<ShownAbsence> | undefined> {
  if (saving.peek() || !substitute.peek() || !since.peek() || !until.peek()) return undefined
  saving.value = true
  const first = new Date(`${since.peek()}T00:00`)
  const end = new Date(`${until.peek()}T00:00`)
  // That day included.
  end.setDate(end.getDate() + 1)
  const wanted = { substitute: substitute.peek(), since: first.toISOString(), until: end.toISOString() }
  const answer = await api.beAway(uuid7(), wanted)
  saving.value = false
  if (!answer.ok) return answer
  batch(() => {
    substitute.value = ''
    since.value = ''
    until.value = ''
  })
  await load(api)
  return answer
}

export async function comeBack(api: AbsencesApi, id: string): Promise<Result<ShownAbsence>> {
  const answer = await api.comeBack(id)
  await load(api)
  return answer
}

export async function showDiary(api: AbsencesApi, id: string): Promise<Result<unknown>> {
  const answer = await api.diary(id)
  if (answer.ok) diary.value = { id, rows: answer.value.rows }
  return answer
}
