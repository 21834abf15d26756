import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo, useRef } from 'preact/hooks'
import { chosen as language } from '../words/index.ts'
import './form-dialog.css'

export interface Named {
  id: string
  name: string
}

type OneOfProps = {
  label: string
  options: readonly Named[]
  /** Its id; empty for none. */
  chosen: string
  onChoose: (id: string) => void
  placeholder?: string
  autofocus?: boolean
}

/** More are not offered at once: whoever types on sees fewer. */
const OFFERED_MOST = 50

const unlisted = { ru: 'Выберите из списка', uk: 'Виберіть зі списку', en: 'Choose one from the list' }

/** One of many, found by a part of its name. A form with a name that fits none is not sent. */
export function OneOf({ label, options, chosen, onChoose, placeholder, autofocus }: OneOfProps) {
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  const names = useMemo(() => toldApart(options), [options])
  const typed = useSignal('')
  const idOf = (name: string) => names.find((one) => one.name === name)?.id ?? ''

  useEffect(() => {
    if (idOf(typed.peek()) !== chosen) typed.value = names.find(({ id }) => id === chosen)?.name ?? chosen
  }, [chosen, names])
  useEffect(() => {
    const isUnlisted = typed.value !== '' && idOf(typed.value) === '' && typed.value !== chosen
    field.current?.setCustomValidity(isUnlisted ? unlisted[language.language] : '')
  })

  const part = plain(typed.value)
  const fitting = names.filter(({ name }) => plain(name).includes(part))
  const take = (name: string) => {
    typed.value = name
    onChoose(idOf(name))
  }
  return (
    <label class="form-field">
      {label}
      <input
        ref={field}
        type="text"
        autocomplete="off"
        list={list}
        value={typed}
        {...(placeholder && { placeholder })}
        {...(autofocus && { 'data-autofocus': true })}
        onInput={(event) => take(event.currentTarget.value)}
        onChange={() => {
          // What fits one only need not be typed to its end.
          if (typed.peek() && fitting.length === 1) take(fitting[0]!.name)
        }}
      />
      <datalist id={list}>
        {fitting.slice(0, OFFERED_MOST).map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </label>
  )
}

/** As it is typed: in any case, and with spaces of one kind. */
function plain(text: string): string {
  return text.toLocaleLowerCase().replace(/\s/g, ' ')
}

/** Of those called the same, each with its id. */
function toldApart(options: readonly Named[]): Named[] {
  const times = new Map<string, number>()
  for (const { name } of options) times.set(name, (times.get(name) ?? 0) + 1)
  return options.map(({ id, name }) => ({ id, name: times.get(name) === 1 ? name : `${name} (${id})` }))
}
