import type { Signal } from '@preact/signals'
import type { OfferedRoles } from '../../backend/shown.ts'
import { Choice, Choosing, type Fits, PersonLine } from '../card/Choosing.tsx'
import { card, me, person } from '../card/card.model.ts'
import { Icon } from '../parts/Icon.tsx'
import { chosen as language, listed } from '../words/index.ts'
import { questionWords } from './words/index.ts'
import './whom-choice.css'

type WhomChoiceProps = {
  /** `role:customs`, or a person's id; several where `many`. */
  chosen: Signal<readonly string[]>
  roles: OfferedRoles['roles']
  legend: string
  /** Only these people, of a private discussion. */
  among?: readonly string[] | undefined
  many?: boolean
}

/** Roles with who is on duty, then colleagues. */
export function WhomChoice({ chosen, roles, legend, among, many = false }: WhomChoiceProps) {
  const say = questionWords()
  const isMeant = (id: string) => id !== me.value.id && (!among || among.includes(id))
  const choice = (id: string) => ({
    oneOf: many ? undefined : 'whom',
    chosen: chosen.value.includes(id),
    onChoose() {
      const before = chosen.peek()
      if (!many) chosen.value = [id]
      else chosen.value = before.includes(id) ? before.filter((one) => one !== id) : [...before, id]
    },
  })
  const rolesThat = (fits: Fits) =>
    roles
      .map(({ id, title, onDuty, holders }) => {
        const answering = (many ? holders : onDuty).filter(isMeant)
        const names = listed(answering.map((one) => person(one).name))
        return { id, title: title[language.language], names, duty: onDuty.length < holders.length }
      })
      .filter(({ title, names }) => fits(title, names))
      .map(({ id, title, names, duty }) => (
        <Choice
          key={id}
          {...choice(`role:${id}`)}
          disabled={!names}
          mark={
            <span class="whom-choice-role">
              <Icon name="users" size="s" />
            </span>
          }
          name={title}
          about={names ? (duty && !many ? say.onDuty(names) : say.answering(names)) : say.empty}
        />
      ))
  const peopleThat = (fits: Fits) =>
    card.value.people
      .filter(({ id, leftAt }) => !leftAt && isMeant(id))
      .filter(({ name, position }) => fits(name, position))
      .map((one) => <PersonLine key={one.id} {...choice(one.id)} person={one} />)
  return (
    <Choosing
      legend={<legend>{legend}</legend>}
      find={say.find}
      offer={(fits) => [...rolesThat(fits), ...peopleThat(fits)]}
      told={(offered) => offered === 0 && say.nobodyFound}
    />
  )
}
