import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { card, currentThread, me, present } from '../card/card.model.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { inviteWords } from './words/index.ts'

type Kind = 'colleague' | 'guest'

type WhoProps = {
  kind: Signal<Kind>
  /** Whether guests may be invited at all. */
  guests: boolean
  person: Signal<string>
  name: Signal<string>
  from: Signal<string>
  onKind: (kind: Kind) => void
}

/** A colleague, or somebody from outside as he is to be called. */
export function Who({ kind, guests, person, name, from, onKind }: WhoProps) {
  const say = inviteWords()
  const kinds: Kind[] = guests ? ['colleague', 'guest'] : ['colleague']
  return (
    <>
      <fieldset class="invite-pills">
        <legend>{say.who}</legend>
        {kinds.map((one) => (
          <label key={one}>
            <input type="radio" name="kind" checked={kind.value === one} onChange={() => onKind(one)} />
            <span>{say[one]}</span>
          </label>
        ))}
      </fieldset>
      <p class="invite-hint">{kind.value === 'guest' ? say.guestHint : say.colleagueHint}</p>
      {kind.value === 'colleague' ? (
        <Colleagues chosen={person} />
      ) : (
        <>
          <Field label={say.name} placeholder={say.namePlaceholder} value={name} focus />
          <Field label={say.from} placeholder={say.fromPlaceholder} value={from} />
        </>
      )}
    </>
  )
}

type FieldProps = { label: string; placeholder: string; value: Signal<string>; focus?: boolean }

function Field({ label, placeholder, value, focus = false }: FieldProps) {
  return (
    <label class="form-field">
      {label}
      <input
        {...(focus && { 'data-autofocus': true })}
        type="text"
        dir="auto"
        maxLength={120}
        placeholder={placeholder}
        value={value}
        onInput={(event) => {
          value.value = event.currentTarget.value
        }}
      />
    </label>
  )
}

/** Colleagues who are not in the discussion yet, found by a part of name or job. */
function Colleagues({ chosen }: { chosen: Signal<string> }) {
  const say = inviteWords()
  const sought = useSignal('')
  const part = sought.value.trim().toLocaleLowerCase()
  const members = currentThread.value?.members ?? []
  const people = card.value.people
    .filter(({ id, leftAt, sponsor }) => id !== me.value.id && !leftAt && !sponsor && !members.includes(id))
    .filter(({ name, position }) => `${name} ${position ?? ''}`.toLocaleLowerCase().includes(part))
  return (
    <fieldset class="people-picker">
      <legend class="hidden">{say.colleague}</legend>
      <div class="people-picker-head">
        <input
          type="text"
          data-autofocus
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
      <ul class="invite-people">
        {people.map((one) => (
          <li key={one.id}>
            <label>
              <input
                type="radio"
                name="person"
                checked={chosen.value === one.id}
                onChange={() => {
                  chosen.value = one.id
                }}
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
      <p role="status">{people.length === 0 && say.nobody}</p>
    </fieldset>
  )
}
