/** What must not be deleted for now, as those who oversee place it and let go of it. */
import { signal } from '@preact/signals'
import type { HoldScope, ShownHold } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { uuid7 } from '../../outbox/uuid7.ts'
import { server } from '../home.model.ts'
import { loadKnown } from '../known.model.ts'

/** As the server has them; undefined until it has told. */
export const holds = signal<ShownHold[] | undefined>(undefined)
export const failure = signal<string | undefined>(undefined)

type Told = { holds: ShownHold[] }

export async function loadHolds(): Promise<void> {
  const [told] = await Promise.all([server().call<Told>('GET', '/api/holds'), loadKnown()])
  take(told)
}

export const place = async (reason: string, scope: HoldScope) =>
  take(await server().call<Told>('PUT', `/api/holds/${uuid7()}`, { reason, scope }))

export const askRelease = async (id: string, reason: string) =>
  take(await server().call<Told>('PUT', `/api/holds/${id}/release`, { reason }))

export const confirmRelease = async (id: string) =>
  take(await server().call<Told>('PUT', `/api/holds/${id}/release/confirmed`))

export const goOnHolding = async (id: string) =>
  take(await server().call<Told>('DELETE', `/api/holds/${id}/release`))

function take(answer: Result<Told>): Result<Told> {
  if (answer.ok) {
    holds.value = answer.value.holds
    failure.value = undefined
  } else if (!holds.peek()) failure.value = answer.reason
  return answer
}
