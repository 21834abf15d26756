import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { ShownPerson } from '../../backend/shown.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { present } from './card.model.ts'
import './people-picker.css'

/** Whether what is sought is a part of any of these. */
export type Fits = (...words: (string | null | undefined)[]) => boolean

type ChoosingProps = {
  legend: ComponentChildren
  /** What the field is for that seeks among them. */
  find: string
  focused?: boolean
  /** Stands beside that field. */
  beside?: ComponentChildren
  /** Those who are left to choose from: one `Choice` each. */
  offer: (fits: Fits) => ComponentChildren[]
  /** What is said below them. */
  told: (offered: number) => ComponentChildren
}

/** A choice among so many that they are sought by a part of a name. */
export function Choosing({ legend, find, focused = false, beside, offer, told }: ChoosingProps) {
  const sought = useSignal('')
  const part = sought.value.trim().toLocaleLowerCase()
  const offered = offer((...words) => words.join(' ').toLocaleLowerCase().includes(part))
  return (
    <fieldset class="people-picker">
      {legend}
      <div class="people-picker-head">
        <input
          {...(focused && { 'data-autofocus': true })}
          type="text"
          aria-label={find}
          placeholder={find}
          value={sought}
          onInput={(event) => {
            sought.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            // Enter here would send the form with whoever is chosen so far.
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
        {beside}
      </div>
      <ul>{offered}</ul>
      <p role="status">{told(offered.length)}</p>
    </fieldset>
  )
}

type ChoiceProps = {
  /** Of those that belong together one is chosen; without it, several may be. */
  oneOf?: string | undefined
  chosen: boolean
  disabled?: boolean
  onChoose: () => void
  mark: ComponentChildren
  name: string
  about: string | null
}

/** One line of it. */
export function Choice({ oneOf, chosen, disabled = false, onChoose, mark, name, about }: ChoiceProps) {
  return (
    <li>
      <label class={disabled ? 'people-picker-barred' : undefined}>
        <input
          type={oneOf ? 'radio' : 'checkbox'}
          name={oneOf}
          checked={chosen}
          disabled={disabled}
          onChange={onChoose}
        />
        {mark}
        <span>
          <span class="isolate ellipsis">{name}</span>
          <small class="isolate ellipsis">{about}</small>
        </span>
      </label>
    </li>
  )
}

type PersonLineProps = Pick<ChoiceProps, 'oneOf' | 'chosen' | 'onChoose'> & {
  person: Pick<ShownPerson, 'id' | 'name' | 'position'>
  name?: string
}

/** Likewise, of a colleague. */
export function PersonLine({ person, name = person.name, ...choice }: PersonLineProps) {
  const mark = <Avatar person={person} size={28} online={present.value.has(person.id)} />
  return <Choice {...choice} mark={mark} name={name} about={person.position} />
}
