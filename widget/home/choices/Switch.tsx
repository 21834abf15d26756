import { useId } from 'preact/hooks'
import './switch.css'

type SwitchProps = { label: string; hint: string; on: boolean; set: (on: boolean) => void }

/** A row that says what it switches, what that does, and how it stands. */
export function Switch({ label, hint, on, set }: SwitchProps) {
  const id = useId()
  return (
    <div class="switch-row">
      <div class="switch-words">
        <b id={`${id}-label`}>{label}</b>
        <p id={`${id}-hint`}>{hint}</p>
      </div>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={on}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
        onClick={() => set(!on)}
      />
    </div>
  )
}
