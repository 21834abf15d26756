import { useSignal } from '@preact/signals'
import type { Role } from '../../backend/shown.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { chosen } from '../words/index.ts'
import { answersFor, colleagues, isUnmatched, type Person, setAnswersFor } from './directory.model.ts'
import { roleWords } from './words.ts'

/** Colleagues with what they answer for; those nobody has said anything of first. */
export function PeopleCard({ roles }: { roles: Role[] }) {
  const say = roleWords()
  const all = useSignal(false)
  const sought = useSignal('')
  const people = colleagues()
  const unmatched = people.filter(isUnmatched)
  const part = sought.value.trim().toLocaleLowerCase()
  const shown = all.value
    ? people.filter(({ name, position }) => `${name} ${position ?? ''}`.toLocaleLowerCase().includes(part))
    : unmatched
  return (
    <section class="settings-card roles-card">
      <h3>{say.people}</h3>
      <p class={unmatched.length > 0 ? 'roles-unmatched' : 'roles-hint'}>
        {unmatched.length > 0 ? say.unmatched(unmatched.length) : say.allMatched}
      </p>
      {all.value && (
        <input
          type="search"
          class="roles-find"
          aria-label={say.find}
          placeholder={say.find}
          value={sought}
          onInput={(event) => {
            sought.value = event.currentTarget.value
          }}
        />
      )}
      <ul class="roles-people">
        {shown.map((person) => (
          <PersonRow key={person.id} person={person} roles={roles} />
        ))}
      </ul>
      <Button
        small
        kind="text"
        onClick={() => {
          all.value = !all.value
        }}
      >
        {all.value ? say.fewer : say.all(people.length)}
      </Button>
    </section>
  )
}

function PersonRow({ person, roles }: { person: Person; roles: Role[] }) {
  const say = roleWords()
  const used = roles.filter(({ retiredAt }) => !retiredAt)
  const told = used.find(({ id }) => id === person.told)?.title[chosen.language]
  return (
    <li>
      <Avatar person={person} size={28} />
      <span>
        <span class="isolate ellipsis">{person.name}</span>
        <small class="isolate ellipsis">
          {[person.position, ...person.departments].filter(Boolean).join(' · ')}
        </small>
      </span>
      <select
        aria-label={say.roleOf(person.name)}
        value={answersFor(person)}
        onChange={(event) => setAnswersFor(person.id, event.currentTarget.value)}
      >
        <option value="told">{told ? say.told(told) : say.toldNothing}</option>
        {used.map(({ id, title }) => (
          <option key={id} value={id}>
            {title[chosen.language]}
          </option>
        ))}
        <option value="none">{say.none}</option>
      </select>
    </li>
  )
}
