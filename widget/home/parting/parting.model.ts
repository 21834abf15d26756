/** What becomes of the company's talk when it removes the app, as its administrators say, order and see it. */
import { signal } from '@preact/signals'
import type { LastWish, PartingPreview, ShownLastWish } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { uuid7 } from '../../outbox/uuid7.ts'
import { chosen } from '../../words/index.ts'
import { server } from '../home.model.ts'

/** As the server has it; undefined until it has told. */
export const lastWish = signal<ShownLastWish | undefined>(undefined)

const path = '/api/company/parting'

export const loadLastWish = () => take('GET', path)

export const wishAtParting = (wish: LastWish) => take('PUT', path, { wish })

export const countDossiers = () => server().call<PartingPreview>('GET', `${path}/dossiers`)

/** @param confirmed how many records he has typed */
export function orderDossiers(confirmed: number) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return take('PUT', `${path}/dossiers/${uuid7()}`, { language: chosen.language, zone, confirmed })
}

export const callOffDossiers = (id: string) => take('DELETE', `${path}/dossiers/${id}`)

export const receipt = (id: string) => server().call<unknown>('GET', `${path}/dossiers/${id}/receipt`)

/** Looks now and then while dossiers are on their way. Answers with how to stop. */
export function watchLeaving(every = 2000): () => void {
  const timer = setInterval(() => {
    const parting = lastWish.peek()?.parting
    if (parting && !parting.endedAt) void loadLastWish()
  }, every)
  return () => clearInterval(timer)
}

async function take(method: string, where: string, body?: unknown): Promise<Result<ShownLastWish>> {
  const answer = await server().call<ShownLastWish>(method, where, body)
  if (answer.ok) lastWish.value = answer.value
  return answer
}
