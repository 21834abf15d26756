import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { openedWords } from '../words/opened.ts'
import { card, me, present } from './card.model.ts'
import './people-picker.css'

type PeoplePickerProps = {
  /** Person ids. */
  chosen: Signal<readonly string[]>
  /** Opens the host's own dialog. */
  onMore?: () => void
}

/** Colleagues of the card to choose from, found by a part of name or job. */
export function PeoplePicker({ chosen, onMore }: PeoplePickerProps) {
  const say = openedWords().newThread
  const sought = useSignal('')
  const part = sought.value.trim().toLocaleLowerCase()
  const people = card.value.people
    .filter(({ id, leftAt }) => id !== me.value.id && !leftAt)
    .filter(({ name, position }) => `${name} ${position ?? ''}`.toLocaleLowerCase().includes(part))

  const toggle = (id: string) => {
    const now = chosen.peek()
    chosen.value = now.includes(id) ? now.filter((one) => one !== id) : [...now, id]
  }

  return (
    <fieldset class="people-picker">
      <legend>{say.people}</legend>
      <div class="people-picker-head">
        <input
          type="text"
          class="people-picker-find"
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
        {onMore && (
          <Button small onClick={onMore}>
            {say.fromHost}
          </Button>
        )}
      </div>
      <ul>
        {people.map((one) => (
          <li key={one.id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.value.includes(one.id)}
                onChange={() => toggle(one.id)}
              />
              <Avatar person={one} size={28} online={present.value.has(one.id)} />
              <span>
                <span class="isolate ellipsis">{one.name}</span>
                <small class="isolate ellipsis">{one.position}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p role="status">
        {people.length === 0 ? say.nobody : chosen.value.length > 0 && say.chosen(chosen.value.length)}
      </p>
    </fieldset>
  )
}
