import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { card, me, present } from '../card/card.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { chosen as language } from '../words/index.ts'
import { taskWords } from '../words/tasks.ts'
import '../card/people-picker.css'

/** One colleague of the card, oneself included, found by a part of name or job. Who is proposed stands first. */
export function PersonChoice({ chosen }: { chosen: Signal<string> }) {
  const say = taskWords[language.language]
  const sought = useSignal('')
  const proposed = useMemo(() => chosen.peek(), [])
  const part = sought.value.trim().toLocaleLowerCase()
  const here = card.value.people.filter(({ leftAt }) => !leftAt)
  const all = here.some(({ id }) => id === me.value.id) ? here : [me.value, ...here]
  const people = all
    .toSorted((a, b) => Number(b.id === proposed) - Number(a.id === proposed))
    .filter(({ name, position }) => `${name} ${position ?? ''}`.toLocaleLowerCase().includes(part))

  return (
    <fieldset class="people-picker">
      <legend>{say.responsible}</legend>
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
      <ul class="person-choice">
        {people.map((one) => (
          <li key={one.id}>
            <label>
              <input
                type="radio"
                name="responsible"
                checked={chosen.value === one.id}
                onChange={() => {
                  chosen.value = one.id
                }}
              />
              <Avatar person={one} size={28} online={present.value.has(one.id)} />
              <span>
                <span class="isolate ellipsis">
                  {one.id === me.value.id ? `${one.name} (${say.me})` : one.name}
                </span>
                <small class="isolate ellipsis">{one.position}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p role="status">{people.length === 0 && say.nobody}</p>
    </fieldset>
  )
}
