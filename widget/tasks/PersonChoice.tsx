import type { Signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Choosing, PersonLine } from '../card/Choosing.tsx'
import { card, me } from '../card/card.model.ts'
import { chosen as language } from '../words/index.ts'
import { taskWords } from '../words/tasks.ts'

/** One colleague of the card, oneself included. Who is proposed stands first. */
export function PersonChoice({ chosen }: { chosen: Signal<string> }) {
  const say = taskWords[language.language]
  const proposed = useMemo(() => chosen.peek(), [])
  const here = card.value.people.filter(({ leftAt }) => !leftAt)
  const all = here.some(({ id }) => id === me.value.id) ? here : [me.value, ...here]
  return (
    <Choosing
      legend={<legend>{say.responsible}</legend>}
      find={say.find}
      offer={(fits) =>
        all
          .toSorted((a, b) => Number(b.id === proposed) - Number(a.id === proposed))
          .filter(({ name, position }) => fits(name, position))
          .map((one) => (
            <PersonLine
              key={one.id}
              oneOf="responsible"
              person={one}
              name={one.id === me.value.id ? `${one.name} (${say.me})` : one.name}
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
