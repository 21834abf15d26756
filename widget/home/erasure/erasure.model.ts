/** Somebody who is to be forgotten, as those who oversee look for him and decide; and consents. */
import { batch, signal } from '@preact/signals'
import type {
  ErasureDecision,
  ErasureFind,
  ErasureOpening,
  ErasurePreview,
  ErasureSign,
  KeepReason,
  ShownConsent,
  ShownErasure,
} from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { uuid7 } from '../../outbox/uuid7.ts'
import { server } from '../home.model.ts'

/** As the server has them; undefined until it has told. */
export const erasures = signal<ShownErasure[] | undefined>(undefined)
export const consents = signal<ShownConsent[]>([])
export const failure = signal<string | undefined>(undefined)
export const busy = signal(false)
/** Whom one is about to forget; undefined while nobody. */
export const open = signal<ErasurePreview | undefined>(undefined)
/** What opens the certificate: told once, and gone when the page is. */
export const opening = signal<ErasureOpening | undefined>(undefined)

const path = '/api/erasures'

export async function loadErasures(): Promise<void> {
  const [all, given] = await Promise.all([
    server().call<{ erasures: ShownErasure[] }>('GET', path),
    server().call<{ consents: ShownConsent[] }>('GET', `${path}/consents`),
  ])
  batch(() => {
    if (all.ok) erasures.value = all.value.erasures
    else failure.value = all.reason
    if (given.ok) consents.value = given.value.consents
  })
}

/** Looks for somebody; for the same one anew when `open` is he. */
export async function lookFor(signs: ErasureSign[], people: string[]): Promise<Result<ErasurePreview>> {
  const id = open.peek()?.id ?? uuid7()
  return take(() => server().call<ErasurePreview>('PUT', `${path}/${id}`, { signs, people }))
}

export const goOnWith = (id: string) => take(() => server().call<ErasurePreview>('GET', `${path}/${id}`))

export async function decide(
  finds: ErasureFind[],
  decision: ErasureDecision,
  reason?: KeepReason,
): Promise<Result<unknown>> {
  const now = open.peek()
  const able = finds.filter(({ choices }) => choices.includes(decision))
  if (!now || able.length === 0) return { ok: true, value: undefined }
  const decisions = able.map(({ thing }) => ({ thing, decision, ...(reason && { reason }) }))
  busy.value = true
  const answer = await server().call<{ confirm: number }>('PUT', `${path}/${now.id}/decisions`, { decisions })
  busy.value = false
  if (!answer.ok) return answer
  const decided = { decision, by: null, at: new Date().toISOString(), ...(reason && { reason }) }
  const those = new Set(able.map(({ thing }) => thing))
  open.value = {
    ...{ ...now, confirm: answer.value.confirm },
    finds: now.finds.map((find) => (those.has(find.thing) ? { ...find, decided } : find)),
  }
  return answer
}

/** @param typed how many things go */
export async function order(typed: number): Promise<Result<ErasureOpening>> {
  busy.value = true
  const answer = await server().call<ErasureOpening>('POST', `${path}/${open.peek()?.id}/order`, {
    confirmed: typed,
  })
  batch(() => {
    busy.value = false
    if (!answer.ok) return
    opening.value = answer.value
    open.value = undefined
  })
  if (answer.ok) await loadErasures()
  return answer
}

export async function callOff(): Promise<Result<unknown>> {
  const answer = await server().call<unknown>('DELETE', `${path}/${open.peek()?.id}`)
  if (!answer.ok) return answer
  open.value = undefined
  await loadErasures()
  return answer
}

export const certificate = (id: string) => server().call<unknown>('GET', `${path}/${id}/certificate`)

export type NewConsent = Pick<ShownConsent, 'who' | 'record' | 'purpose' | 'edition' | 'givenAt'>

export const noteConsent = (consent: NewConsent) => taken('PUT', `${path}/consents/${uuid7()}`, consent)

export const withdrawConsent = (id: string) => taken('PUT', `${path}/consents/${id}/withdrawn`)

async function taken(method: string, where: string, body?: unknown) {
  const answer = await server().call<{ consents: ShownConsent[] }>(method, where, body)
  if (answer.ok) consents.value = answer.value.consents
  return answer
}

async function take(ask: () => Promise<Result<ErasurePreview>>) {
  busy.value = true
  const answer = await ask()
  batch(() => {
    busy.value = false
    if (answer.ok) open.value = answer.value
  })
  return answer
}
