import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { OfferedRoles } from '../../backend/shown.ts'
import { card, me, person, present } from '../card/card.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Icon } from '../parts/Icon.tsx'
import { chosen as language, listed } from '../words/index.ts'
import { questionWords } from './words/index.ts'
import '../card/people-picker.css'
import './whom-choice.css'

type WhomChoiceProps = {
  /** `role:customs`, or a person's id; several where `many`. */
  chosen: Signal<readonly string[]>
  roles: OfferedRoles['roles']
  legend: string
  /** Only these people, of a private discussion. */
  among?: readonly string[] | undefined
  many?: boolean
}

/** Roles with who is on duty, then colleagues, found by a part of the name. */
export function WhomChoice({ chosen, roles, legend, among, many = false }: WhomChoiceProps) {
  const say = questionWords()
  const sought = useSignal('')
  const part = sought.value.trim().toLocaleLowerCase()
  const fits = (...words: (string | null)[]) => words.join(' ').toLocaleLowerCase().includes(part)
  const offered = roles
    .map(({ id, title, onDuty, holders }) => {
      const answering = (many ? holders : onDuty).filter(
        (one) => one !== me.value.id && (!among || among.includes(one)),
      )
      const names = listed(answering.map((one) => person(one).name))
      return { id, title: title[language.language], names, duty: onDuty.length < holders.length }
    })
    .filter(({ title, names }) => fits(title, names))
  const people = card.value.people
    .filter(({ id, leftAt }) => !leftAt && id !== me.value.id && (!among || among.includes(id)))
    .filter(({ name, position }) => fits(name, position))

  const choose = (id: string) => {
    const before = chosen.peek()
    if (!many) chosen.value = [id]
    else chosen.value = before.includes(id) ? before.filter((one) => one !== id) : [...before, id]
  }
  return (
    <fieldset class="people-picker">
      <legend>{legend}</legend>
      <div class="people-picker-head">
        <input
          type="text"
          aria-label={say.find}
          placeholder={say.find}
          value={sought}
          onInput={(event) => {
            sought.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            // Enter here would send the form with whoever is chosen so far.
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      </div>
      <ul class="whom-choice">
        {offered.map(({ id, title, names, duty }) => (
          <Choice
            key={id}
            many={many}
            chosen={chosen.value.includes(`role:${id}`)}
            disabled={!names}
            onChoose={() => choose(`role:${id}`)}
            mark={
              <span class="whom-choice-role">
                <Icon name="users" size="s" />
              </span>
            }
            name={title}
            about={names ? (duty && !many ? say.onDuty(names) : say.answering(names)) : say.empty}
          />
        ))}
        {people.map((one) => (
          <Choice
            key={one.id}
            many={many}
            chosen={chosen.value.includes(one.id)}
            onChoose={() => choose(one.id)}
            mark={<Avatar person={one} size={28} online={present.value.has(one.id)} />}
            name={one.name}
            about={one.position}
          />
        ))}
      </ul>
      <p role="status">{offered.length + people.length === 0 && say.nobodyFound}</p>
    </fieldset>
  )
}

type ChoiceProps = {
  many: boolean
  chosen: boolean
  disabled?: boolean
  onChoose: () => void
  mark: ComponentChildren
  name: string
  about: string | null
}

function Choice({ many, chosen, disabled = false, onChoose, mark, name, about }: ChoiceProps) {
  return (
    <li>
      <label class={disabled ? 'whom-choice-empty' : undefined}>
        <input
          type={many ? 'checkbox' : 'radio'}
          name="whom"
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
