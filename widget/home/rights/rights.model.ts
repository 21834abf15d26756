/** Rights as this administrator sees and sets them; each change holds at once. */
import { signal } from '@preact/signals'
import type { Field, Reach, ShownStandings, Standing } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { server } from '../home.model.ts'

/** As the server has them; undefined until it has told. */
export const rights = signal<ShownStandings | undefined>(undefined)
/** Why they could not be loaded. */
export const failure = signal<string | undefined>(undefined)

const path = '/api/company/standings'

export async function loadRights(): Promise<void> {
  take(await server().call<ShownStandings>('GET', path))
}

export interface Wanted {
  /** Null: as it comes. */
  standing: Standing | null
  reach: Reach
  documents: boolean
}

export async function setRights(person: string, wanted: Wanted): Promise<Result<ShownStandings>> {
  const address = `${path}/people/${encodeURIComponent(person)}`
  return take(await server().call<ShownStandings>('PUT', address, wanted))
}

/** Who was overtaken by somebody else sees what holds now. */
export async function hide(standing: Standing, fields: Field[]): Promise<Result<ShownStandings> | undefined> {
  const now = rights.peek()
  if (!now) return undefined
  const hidden = { ...now.hidden, [standing]: fields }
  const body = { hidden, version: now.version }
  const answer = await server().call<ShownStandings>('PUT', `${path}/hidden`, body)
  if (!answer.ok && answer.reason === 'changed_meanwhile') await loadRights()
  return answer.ok ? take(answer) : answer
}

function take(answer: Result<ShownStandings>): Result<ShownStandings> {
  if (answer.ok) {
    rights.value = answer.value
    failure.value = undefined
  } else if (!rights.peek()) failure.value = answer.reason
  return answer
}
