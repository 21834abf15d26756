import { useId } from 'preact/hooks'
import './choice.css'

interface Option<T> {
  value: T
  label: string
  hint?: string
  disabled?: boolean
}

type ChoiceProps<T> = {
  title: string
  options: Option<T>[]
  chosen: T
  choose: (value: T) => void
  /** In a line with what is before it; its title is heard and not seen. */
  inLine?: true
}

/** One of several. */
export function Choice<T extends string | null>({ title, options, chosen, choose, inLine }: ChoiceProps<T>) {
  const name = useId()
  return (
    <fieldset class={inLine ? 'choice choice-line' : 'choice'}>
      <legend class={inLine ? 'hidden' : undefined}>{title}</legend>
      {options.map(({ value, label, hint, disabled }) => (
        <label key={value} class="choice-option">
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            disabled={disabled}
            onChange={() => choose(value)}
          />
          <span>
            {label}
            {hint && <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
