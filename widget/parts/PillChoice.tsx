import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import './pill-choice.css'

type PillChoiceProps<One extends string> = {
  legend: string
  all: readonly One[]
  chosen: Signal<One>
  label: (one: One) => string
  /** What the choice asks for besides. */
  children?: ComponentChildren
}

/** One of a few, side by side. */
export function PillChoice<One extends string>({
  legend,
  all,
  chosen,
  label,
  children,
}: PillChoiceProps<One>) {
  const name = useId()
  return (
    <fieldset class="pills">
      <legend>{legend}</legend>
      {all.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={name}
            checked={chosen.value === one}
            onChange={() => {
              chosen.value = one
            }}
          />
          <span>{label(one)}</span>
        </label>
      ))}
      {children}
    </fieldset>
  )
}
