import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

type ChoiceProps = { label: string; chosen: Signal<string>; hint?: string; children: ComponentChildren }

/** One of several, under a label. */
export function Choice({ label, chosen, hint, children }: ChoiceProps) {
  return (
    <label class="form-field">
      {label}
      <select
        value={chosen}
        onChange={(event) => {
          chosen.value = event.currentTarget.value
        }}
      >
        {children}
      </select>
      {hint && <small>{hint}</small>}
    </label>
  )
}
