import { useSignal } from '@preact/signals'
import type { ShownStanding, Standing } from '../../../backend/shown.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { setRights, type Wanted } from './rights.model.ts'
import { rightsWords } from './words.ts'

const standings: Standing[] = ['administrator', 'head', 'manager', 'specialist', 'observer', 'compliance']

/** Which role each colleague has, which records he sees of those the CRM shows him, and whether he opens files. */
export function PeopleRights({ people }: { people: ShownStanding[] }) {
  const say = rightsWords()
  const sought = useSignal('')
  const part = sought.value.trim().toLocaleLowerCase()
  const found = people.filter(({ person: { name, position } }) =>
    `${name} ${position ?? ''}`.toLocaleLowerCase().includes(part),
  )
  return (
    <>
      <input
        type="search"
        class="rights-find"
        aria-label={say.find}
        placeholder={say.find}
        value={sought}
        onInput={(event) => {
          sought.value = event.currentTarget.value
        }}
      />
      <ul class="rights-people">
        {found.map((one) => (
          <Person key={one.person.id} one={one} />
        ))}
      </ul>
      <p role="status">{found.length === 0 && say.nobody}</p>
    </>
  )
}

function Person({ one }: { one: ShownStanding }) {
  const say = rightsWords()
  const { person, standing, asItComes, reach, documents } = one
  async function change(to: Partial<Wanted>) {
    const now = { standing: asItComes ? null : standing, reach, documents }
    const answer = await setRights(person.id, { ...now, ...to })
    if (!answer.ok) toast({ text: answer.reason === 'not_allowed' ? say.adminStays : inWords(answer.reason) })
  }
  const label = (what: string) => say.ofPerson(what, person.name)
  return (
    <li>
      <Avatar person={person} size={28} />
      <span class="rights-person">
        <span class="isolate ellipsis">{person.name}</span>
        <small class="isolate ellipsis">{person.position}</small>
      </span>
      <select
        aria-label={label(say.standing)}
        value={asItComes ? '' : standing}
        onChange={({ currentTarget: { value } }) =>
          void change({ standing: (value || null) as Standing | null })
        }
      >
        <option value="">{asItComes ? say.asItComes(say.standings[standing]) : say.asItComes('')}</option>
        {standings.map((each) => (
          <option key={each} value={each}>
            {say.standings[each]}
          </option>
        ))}
      </select>
      <select
        aria-label={label(say.reach)}
        value={reach}
        onChange={({ currentTarget: { value } }) => void change({ reach: value === 'own' ? 'own' : 'all' })}
      >
        <option value="all">{say.all}</option>
        <option value="own">{say.own}</option>
      </select>
      <select
        aria-label={label(say.documents)}
        value={documents ? 'opens' : 'sees'}
        onChange={({ currentTarget: { value } }) => void change({ documents: value === 'opens' })}
      >
        <option value="opens">{say.opens}</option>
        <option value="sees">{say.seesOnly}</option>
      </select>
    </li>
  )
}
