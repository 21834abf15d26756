import type { Signal } from '@preact/signals'
import { Button } from '../parts/Button.tsx'
import { openedWords } from '../words/opened.ts'
import { Choosing, PersonLine } from './Choosing.tsx'
import { card, me } from './card.model.ts'

type PeoplePickerProps = {
  /** Person ids. */
  chosen: Signal<readonly string[]>
  /** Opens the host's own dialog. */
  onMore?: () => void
}

/** Colleagues of the card to choose from. */
export function PeoplePicker({ chosen, onMore }: PeoplePickerProps) {
  const say = openedWords().newThread
  const toggle = (id: string) => {
    const now = chosen.peek()
    chosen.value = now.includes(id) ? now.filter((one) => one !== id) : [...now, id]
  }
  const more = onMore && (
    <Button small onClick={onMore}>
      {say.fromHost}
    </Button>
  )
  return (
    <Choosing
      legend={<legend>{say.people}</legend>}
      find={say.find}
      beside={more}
      offer={(fits) =>
        card.value.people
          .filter(({ id, leftAt }) => id !== me.value.id && !leftAt)
          .filter(({ name, position }) => fits(name, position))
          .map((one) => (
            <PersonLine
              key={one.id}
              person={one}
              chosen={chosen.value.includes(one.id)}
              onChoose={() => toggle(one.id)}
            />
          ))
      }
      told={(offered) =>
        offered === 0 ? say.nobody : chosen.value.length > 0 && say.chosen(chosen.value.length)
      }
    />
  )
}
