import type { Signal } from '@preact/signals'
import { Choosing, PersonLine } from '../card/Choosing.tsx'
import { card, currentThread, me } from '../card/card.model.ts'
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

/** Colleagues who are not in the discussion yet. */
function Colleagues({ chosen }: { chosen: Signal<string> }) {
  const say = inviteWords()
  const members = currentThread.value?.members ?? []
  return (
    <Choosing
      legend={<legend class="hidden">{say.colleague}</legend>}
      find={say.find}
      focused
      offer={(fits) =>
        card.value.people
          .filter(
            ({ id, leftAt, sponsor }) => id !== me.value.id && !leftAt && !sponsor && !members.includes(id),
          )
          .filter(({ name, position }) => fits(name, position))
          .map((one) => (
            <PersonLine
              key={one.id}
              oneOf="person"
              person={one}
              chosen={chosen.value === one.id}
              onChoose={() => {
                chosen.value = one.id
              }}
            />
          ))
      }
      told={(offered) => offered === 0 && say.nobody}
    />
  )
}
