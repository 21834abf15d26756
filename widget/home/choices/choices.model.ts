/** The company's choices as this administrator changes them: nothing holds until it is saved. */
import { batch, computed, signal } from '@preact/signals'
import type { Choices, ShownChoices } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import type { HomeApi } from '../api.ts'

/** As the server has them; undefined until it has told. */
export const kept = signal<ShownChoices | undefined>(undefined)
/** As they are on the screen. */
export const draft = signal<Choices | undefined>(undefined)
export const saving = signal(false)
/** Why they could not be loaded. */
export const failure = signal<string | undefined>(undefined)
/** Somebody else has changed them under our hands: who, as far as it is known. */
export const overtaken = signal<{ by: string | undefined } | undefined>(undefined)
export const changed = computed(() => JSON.stringify(draft.value) !== JSON.stringify(kept.value?.choices))

type Asks = Pick<HomeApi, 'choices' | 'choose'>

/** What is on the screen and not saved stays on the screen. */
export async function loadChoices(api: Asks): Promise<void> {
  const answer = await api.choices()
  batch(() => {
    failure.value = answer.ok ? undefined : answer.reason
    if (answer.ok) take(answer.value)
  })
}

function take(fresh: ShownChoices) {
  const before = kept.peek()
  const untouched = !changed.peek()
  kept.value = fresh
  if (untouched || !before) draft.value = fresh.choices
  else if (before.version !== fresh.version) overtaken.value = { by: fresh.chosen?.by?.name }
}

export function change(to: (choices: Choices) => Choices): void {
  const now = draft.peek()
  if (now) draft.value = to(now)
}

export function dropChanges(): void {
  draft.value = kept.peek()?.choices
  overtaken.value = undefined
}

/** Undefined when there was nothing to save. Who was overtaken sees what holds now, and his own changes still. */
export async function save(api: Asks): Promise<Result<ShownChoices> | undefined> {
  const [to, from] = [draft.peek(), kept.peek()]
  if (!to || !from || saving.peek()) return undefined
  saving.value = true
  const answer = await api.choose(to, from.version)
  batch(() => {
    saving.value = false
    if (!answer.ok) return
    kept.value = answer.value
    draft.value = answer.value.choices
    overtaken.value = undefined
  })
  if (!answer.ok && answer.reason === 'changed_meanwhile') await loadChoices(api)
  return answer
}
