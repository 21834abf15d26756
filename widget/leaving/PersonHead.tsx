import type { ShownPerson } from '../../backend/shown.ts'
import { Avatar } from '../parts/Avatar.tsx'
import { Button } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { back } from './leaving.model.ts'
import { leavingWords } from './words/index.ts'

/** Whose page it is, and the way back to all. */
export function PersonHead({ person }: { person: ShownPerson }) {
  const say = leavingWords()
  return (
    <header class="leaving-person-head">
      <Button kind="text" small onClick={back}>
        <Icon name="back" size="s" />
        {say.back}
      </Button>
      <div>
        <Avatar person={person} size={40} />
        <span class="leaving-name">
          <h2 class="isolate">{person.name}</h2>
          <small class="isolate">
            {[person.position, person.leftAt && say.leftAt(shortWhen(person.leftAt))]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
      </div>
    </header>
  )
}
