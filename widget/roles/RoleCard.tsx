import { useSignal } from '@preact/signals'
import type { Role } from '../../backend/shown.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { chosen, listed } from '../words/index.ts'
import { changeRole, colleagues, holdersIn, removeRole } from './directory.model.ts'
import { RotaFields } from './RotaFields.tsx'
import { roleWords } from './words.ts'

const languages = ['ru', 'uk', 'en'] as const
const namedMost = 4

/** One role: what it is called, by what it is told, who answers for it, who is on duty. */
export function RoleCard({ role, open }: { role: Role; open: boolean }) {
  const say = roleWords()
  const { id, title, rota } = role
  const holders = holdersIn(role).map(({ name }) => name)
  const shown = holders.slice(0, namedMost)
  return (
    <details class="role" open={open}>
      <summary>
        <b class="isolate">{title[chosen.language] || say.newRole}</b>
        {holders.length > 0 ? (
          <small class="isolate ellipsis">
            {listed(shown)}
            {holders.length > shown.length && ` +${holders.length - shown.length}`}
          </small>
        ) : (
          <Chip tone="warn">{say.nobody}</Chip>
        )}
        {rota.weekly.length + rota.dated.length > 0 && (
          <Chip>{say.shifts(rota.weekly.length + rota.dated.length)}</Chip>
        )}
      </summary>
      <div class="role-fields">
        <div class="roles-row">
          {languages.map((language) => (
            <label key={language} class="roles-field">
              {say.name} {say.languages[language]}
              <input
                type="text"
                maxLength={60}
                value={title[language]}
                onInput={(event) => {
                  const name = event.currentTarget.value
                  changeRole(id, (now) => ({ ...now, title: { ...now.title, [language]: name } }))
                }}
              />
            </label>
          ))}
        </div>
        <WordsField role={role} />
        <Named role={role} />
        <RotaFields role={role} />
        <Button small kind="danger" onClick={() => removeRole(id)}>
          {say.remove}
        </Button>
      </div>
    </details>
  )
}

function WordsField({ role: { id, words } }: { role: Role }) {
  const say = roleWords()
  // As it is written: a comma at its end is the beginning of the next word.
  const written = useSignal(words.join(', '))
  return (
    <label class="roles-field">
      {say.words}
      <input
        type="text"
        value={written}
        onInput={(event) => {
          written.value = event.currentTarget.value
          const kept = written.value
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean)
          changeRole(id, (now) => ({ ...now, words: kept }))
        }}
      />
      <small>{say.wordsHint}</small>
    </label>
  )
}

function Named({ role }: { role: Role }) {
  const say = roleWords()
  const { id, people } = role
  const all = colleagues()
  const told = holdersIn(role).filter((person) => !people.includes(person.id))
  const nameOf = (person: string) => all.find((one) => one.id === person)?.name ?? person
  return (
    <div class="roles-field">
      {say.named}
      <ul class="roles-chips">
        {people.map((person) => (
          <li key={person} class="roles-chip">
            <span class="isolate">{nameOf(person)}</span>
            <IconButton
              small
              icon="close"
              label={say.removePerson(nameOf(person))}
              onClick={() =>
                changeRole(id, (now) => ({ ...now, people: now.people.filter((one) => one !== person) }))
              }
            />
          </li>
        ))}
        <li>
          <PersonSelect
            label={say.addPerson}
            value=""
            except={people}
            onChoose={(person) => changeRole(id, (now) => ({ ...now, people: [...now.people, person] }))}
          />
        </li>
      </ul>
      {told.length > 0 && <small class="isolate">{say.byTitle(listed(told.map(({ name }) => name)))}</small>}
    </div>
  )
}

type PersonSelectProps = {
  label: string
  value: string
  except?: string[]
  onChoose: (person: string) => void
}

/** One colleague of all. */
export function PersonSelect({ label, value, except = [], onChoose }: PersonSelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        if (event.currentTarget.value) onChoose(event.currentTarget.value)
        event.currentTarget.value = value
      }}
    >
      <option value="">{label}</option>
      {colleagues()
        .filter(({ id }) => !except.includes(id))
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </select>
  )
}
