/** How I wish to be told, as it is changed: saved at once, and put back where the server would not have it. */
import { signal } from '@preact/signals'
import type { Channel, ShownWishes, Tried, Wishes } from '../../backend/shown.ts'
import type { Api, Result } from '../api.ts'

type Call = Api['call']

/** As the server has them; undefined until it has told. */
export const shown = signal<ShownWishes | undefined>(undefined)
/** Why the last thing asked for was not done. */
export const failure = signal<{ reason: string; said: string } | undefined>(undefined)
/** What came of trying out. */
export const trials = signal<Partial<Record<Channel, Tried | 'trying'>>>({})
/** The code typed was not the one that was sent. */
export const wrongCode = signal(false)

const path = '/api/notices'
/** Changes are saved one after another: an earlier answer must not undo a later change. */
let saving: Promise<unknown> = Promise.resolve()

export async function loadWishes(call: Call): Promise<void> {
  take(await call<ShownWishes>('GET', path))
}

export function change(call: Call, to: Partial<Wishes>): Promise<void> {
  const before = shown.peek()
  if (!before) return Promise.resolve()
  const wishes = { ...before.wishes, ...to }
  shown.value = { ...before, wishes }
  const saved = saving.then(async () => {
    const answer = await call<ShownWishes>('PUT', path, shown.peek()?.wishes ?? wishes)
    if (!answer.ok) shown.value = before
    take(answer)
  })
  saving = saved
  return saved
}

export async function tryOut(call: Call, by: Channel): Promise<void> {
  trials.value = { ...trials.peek(), [by]: 'trying' }
  const answer = await call<Tried>('POST', `${path}/try`, { by })
  const came: Tried = answer.ok ? answer.value : { ok: false, reason: answer.reason as never, said: '' }
  trials.value = { ...trials.peek(), [by]: came }
  if (by !== 'bell') await loadWishes(call)
}

export async function nameAddress(call: Call, address: string): Promise<void> {
  wrongCode.value = false
  const answer = await call<Tried>('PUT', `${path}/address`, { address })
  if (!answer.ok) failure.value = { reason: answer.reason, said: '' }
  else if (!answer.value.ok) failure.value = answer.value
  else await loadWishes(call)
}

export async function confirmAddress(call: Call, code: string): Promise<void> {
  const answer = await call<{ confirmed: boolean; shown: ShownWishes }>('POST', `${path}/address/confirmed`, {
    code,
  })
  wrongCode.value = answer.ok && !answer.value.confirmed
  take(answer.ok ? { ok: true, value: answer.value.shown } : answer)
}

export async function addBrowser(call: Call, subscription: unknown, name: string): Promise<boolean> {
  const answer = await call<ShownWishes>('PUT', `${path}/devices`, { subscription, name })
  take(answer)
  return answer.ok
}

export async function removeBrowser(call: Call, id: string): Promise<void> {
  take(await call<ShownWishes>('DELETE', `${path}/devices/${id}`))
}

function take(answer: Result<ShownWishes>) {
  if (answer.ok) shown.value = answer.value
  failure.value = answer.ok ? undefined : { reason: answer.reason, said: '' }
}
