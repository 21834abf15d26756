/** Something administrators change whole: nothing holds until it is saved, and nobody is overruled unseen. */
import { batch, computed, signal } from '@preact/signals'
import type { ShownPerson } from '../../backend/shown.ts'
import type { Result } from '../asking.ts'

interface Kept {
  version: string
  changed?: { at: string; by: ShownPerson | null }
}

export interface Asks<Shown, Wanted> {
  load(): Promise<Result<Shown>>
  save(wanted: Wanted, version: string): Promise<Result<Shown>>
  /** What of it is changed by hand. */
  part(shown: Shown): Wanted
}

export type Draft<Shown extends Kept, Wanted> = ReturnType<typeof drafted<Shown, Wanted>>

export function drafted<Shown extends Kept, Wanted>({ load, save, part }: Asks<Shown, Wanted>) {
  /** As the server has it; undefined until it has told. */
  const kept = signal<Shown | undefined>(undefined)
  /** As it is on the screen. */
  const draft = signal<Wanted | undefined>(undefined)
  const saving = signal(false)
  /** Why it could not be loaded. */
  const failure = signal<string | undefined>(undefined)
  /** Somebody else has changed it under our hands: who, as far as it is known. */
  const overtaken = signal<{ by: string | undefined } | undefined>(undefined)
  const changed = computed(
    () => kept.value !== undefined && JSON.stringify(draft.value) !== JSON.stringify(part(kept.value)),
  )

  function take(fresh: Shown) {
    const before = kept.peek()
    const untouched = !changed.peek()
    kept.value = fresh
    if (untouched || !before) draft.value = part(fresh)
    else if (before.version !== fresh.version) overtaken.value = { by: fresh.changed?.by?.name }
  }

  /** What is on the screen and not saved stays on the screen. */
  async function read(): Promise<void> {
    const answer = await load()
    batch(() => {
      failure.value = answer.ok ? undefined : answer.reason
      if (answer.ok) take(answer.value)
    })
  }

  return {
    ...{ kept, draft, saving, failure, overtaken, changed, read },

    change(to: (wanted: Wanted) => Wanted): void {
      const now = draft.peek()
      if (now) draft.value = to(now)
    },

    drop(): void {
      const now = kept.peek()
      draft.value = now && part(now)
      overtaken.value = undefined
    },

    /** Undefined when there was nothing to save. Who was overtaken sees what holds now, and his own changes still. */
    async keep(): Promise<Result<Shown> | undefined> {
      const [to, from] = [draft.peek(), kept.peek()]
      if (!to || !from || saving.peek()) return undefined
      saving.value = true
      const answer = await save(to, from.version)
      batch(() => {
        saving.value = false
        if (!answer.ok) return
        kept.value = answer.value
        draft.value = part(answer.value)
        overtaken.value = undefined
      })
      if (!answer.ok && answer.reason === 'changed_meanwhile') await read()
      return answer
    },
  }
}
