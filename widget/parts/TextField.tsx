import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import './form-dialog.css'

type TextFieldProps = {
  label: string
  text: Signal<string>
  placeholder?: string
  /** Characters. */
  most?: number
  autofocus?: boolean
  /** Several lines. */
  long?: boolean
}

/** Words to be written under a label, of one line or several. */
export function TextField({
  label,
  text,
  placeholder,
  most,
  autofocus = false,
  long = false,
}: TextFieldProps) {
  const id = useId()
  const field = {
    id,
    dir: 'auto' as const,
    value: text,
    onInput(event: { currentTarget: { value: string } }) {
      text.value = event.currentTarget.value
    },
    ...(placeholder && { placeholder }),
    ...(most && { maxLength: most }),
    ...(autofocus && { 'data-autofocus': true }),
  }
  return (
    <label class="form-field" for={id}>
      {label}
      {long ? <textarea class="form-text" {...field} /> : <input type="text" {...field} />}
    </label>
  )
}
