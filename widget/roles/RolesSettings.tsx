import { useSignal } from '@preact/signals'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Drafted } from './Drafted.tsx'
import { addRole, directory } from './directory.model.ts'
import { HoursCard } from './HoursCard.tsx'
import { PeopleCard } from './PeopleCard.tsx'
import { problemOf } from './problem.ts'
import { RoleCard } from './RoleCard.tsx'
import { roleWords } from './words.ts'
import './roles.css'

/** Who is asked about what, who is on duty, and when the company works. */
export function RolesSettings() {
  const say = roleWords()
  const opened = useSignal<string | undefined>(undefined)
  const draft = directory.draft.value
  return (
    <Drafted title={say.title} hint={say.hint} of={directory} problem={problemOf}>
      {draft && (
        <>
          <PeopleCard roles={draft.roles} />
          <section class="settings-card roles-card">
            <h3>{say.roles}</h3>
            {draft.roles
              .filter(({ retiredAt }) => !retiredAt)
              .map((role) => (
                <RoleCard key={role.id} role={role} open={opened.value === role.id} />
              ))}
            <Button
              small
              onClick={() => {
                opened.value = addRole()
              }}
            >
              <Icon name="plus" size="s" />
              {say.add}
            </Button>
          </section>
          <HoursCard hours={draft.hours} />
        </>
      )}
    </Drafted>
  )
}
