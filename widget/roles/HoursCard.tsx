import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { WorkingHours } from '../../backend/shown.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { dateOnly } from '../parts/dates.ts'
import { directory } from './directory.model.ts'
import { dayName } from './weekdays.ts'
import { roleWords } from './words.ts'

const usual = { from: '09:00', until: '18:00' }

/** When the company works. */
export function HoursCard({ hours }: { hours: WorkingHours }) {
  const say = roleWords()
  const zones = useId()
  const change = (to: Partial<WorkingHours>) =>
    directory.change((now) => ({ ...now, hours: { ...now.hours, ...to } }))
  const setDay = (place: number, day: WorkingHours['week'][number]) =>
    change({ week: hours.week.map((before, n) => (n === place ? day : before)) })

  return (
    <section class="settings-card roles-card">
      <h3>{say.hours}</h3>
      <p class="roles-hint">{say.hoursHint}</p>
      <label class="roles-field">
        {say.zone}
        <input
          type="text"
          list={zones}
          value={hours.zone}
          onInput={(event) => change({ zone: event.currentTarget.value.trim() })}
        />
        <datalist id={zones}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </label>
      <ul class="roles-week">
        {hours.week.map((day, place) => {
          const name = dayName(place + 1, 'long')
          return (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  aria-label={say.works(name)}
                  checked={day !== null}
                  onChange={(event) => setDay(place, event.currentTarget.checked ? usual : null)}
                />
                <span>{name}</span>
              </label>
              {day ? (
                <Span
                  of={name}
                  from={day.from}
                  until={day.until}
                  onChange={(from, until) => setDay(place, { from, until })}
                />
              ) : (
                <small>{say.dayOff}</small>
              )}
            </li>
          )
        })}
      </ul>
      <DaysOff days={hours.daysOff} onChange={(daysOff) => change({ daysOff })} />
    </section>
  )
}

type SpanProps = { of: string; from: string; until: string; onChange: (from: string, until: string) => void }

/** From one time of day to another. */
export function Span({ of, from, until, onChange }: SpanProps) {
  const say = roleWords()
  return (
    <span class="roles-span">
      <input
        type="time"
        aria-label={`${of}: ${say.from}`}
        value={from}
        onInput={(event) => onChange(event.currentTarget.value, until)}
      />
      {' – '}
      <input
        type="time"
        aria-label={`${of}: ${say.until}`}
        value={until}
        onInput={(event) => onChange(from, event.currentTarget.value)}
      />
    </span>
  )
}

function DaysOff({ days, onChange }: { days: string[]; onChange: (days: string[]) => void }) {
  const say = roleWords()
  const added = useSignal('')
  const add = () => {
    if (!added.value || days.includes(added.value)) return
    onChange([...days, added.value].sort())
    added.value = ''
  }
  return (
    <div class="roles-field">
      {say.daysOff}
      <ul class="roles-chips">
        {days.map((day) => (
          <li key={day} class="roles-chip">
            {dateOnly(day)}
            <IconButton
              small
              icon="close"
              label={say.removeDay(dateOnly(day))}
              onClick={() => onChange(days.filter((one) => one !== day))}
            />
          </li>
        ))}
      </ul>
      <span class="roles-row">
        <input
          type="date"
          aria-label={say.addDay}
          value={added}
          onInput={(event) => {
            added.value = event.currentTarget.value
          }}
        />
        <Button small disabled={!added.value} onClick={add}>
          {say.addDay}
        </Button>
      </span>
    </div>
  )
}
