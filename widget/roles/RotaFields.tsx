import type { Role, Rota } from '../../backend/shown.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { changeRole } from './directory.model.ts'
import { Span } from './HoursCard.tsx'
import { PersonSelect } from './RoleCard.tsx'
import { dayName, weekdays } from './weekdays.ts'
import { roleWords } from './words.ts'

type Shift = Rota['weekly'][number]
type Dated = Rota['dated'][number]

const newShift: Shift = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', person: '' }

/** Who is on duty by the week, and on dates. */
export function RotaFields({ role: { id, rota } }: { role: Role }) {
  const say = roleWords()
  const { weekly, dated } = rota
  const change = (to: Partial<Rota>) => changeRole(id, (now) => ({ ...now, rota: { ...now.rota, ...to } }))
  const setShift = (place: number, to: Partial<Shift>) =>
    change({ weekly: weekly.map((shift, n) => (n === place ? { ...shift, ...to } : shift)) })
  const setDated = (place: number, to: Partial<Dated>) =>
    change({ dated: dated.map((dates, n) => (n === place ? { ...dates, ...to } : dates)) })

  return (
    <fieldset class="rota">
      <legend>{say.duty}</legend>
      <small>{say.dutyHint}</small>
      {weekly.map((shift, place) => (
        <div key={place} class="rota-line">
          <PersonSelect
            label={say.who}
            value={shift.person}
            onChoose={(person) => setShift(place, { person })}
          />
          <Days days={shift.days} onChange={(days) => setShift(place, { days })} />
          <Span
            of={say.duty}
            from={shift.from}
            until={shift.until}
            onChange={(from, until) => setShift(place, { from, until })}
          />
          <IconButton
            small
            icon="trash"
            label={say.removeShift}
            onClick={() => change({ weekly: weekly.filter((_, n) => n !== place) })}
          />
        </div>
      ))}
      {dated.map((dates, place) => (
        <div key={place} class="rota-line">
          <PersonSelect
            label={say.who}
            value={dates.person}
            onChoose={(person) => setDated(place, { person })}
          />
          <span class="roles-span">
            <input
              type="date"
              aria-label={say.firstDay}
              value={dates.from}
              onInput={(event) => setDated(place, { from: event.currentTarget.value })}
            />
            {' – '}
            <input
              type="date"
              aria-label={say.lastDay}
              value={dates.to}
              onInput={(event) => setDated(place, { to: event.currentTarget.value })}
            />
          </span>
          <IconButton
            small
            icon="trash"
            label={say.removeDated}
            onClick={() => change({ dated: dated.filter((_, n) => n !== place) })}
          />
        </div>
      ))}
      <span class="roles-row">
        <Button small onClick={() => change({ weekly: [...weekly, newShift] })}>
          {say.shift}
        </Button>
        <Button small onClick={() => change({ dated: [...dated, { from: '', to: '', person: '' }] })}>
          {say.dated}
        </Button>
      </span>
    </fieldset>
  )
}

function Days({ days, onChange }: { days: number[]; onChange: (days: number[]) => void }) {
  return (
    <fieldset class="rota-days" aria-label={roleWords().days}>
      {weekdays.map((day) => (
        <label key={day}>
          <input
            type="checkbox"
            aria-label={dayName(day, 'long')}
            checked={days.includes(day)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...days, day].sort() : days.filter((one) => one !== day),
              )
            }
          />
          <span>{dayName(day, 'short')}</span>
        </label>
      ))}
    </fieldset>
  )
}
