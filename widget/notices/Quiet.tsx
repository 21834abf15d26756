import type { Quiet as Hours, Wishes } from '../../backend/shown.ts'
import { Switch } from '../home/choices/Switch.tsx'
import { chosen } from '../words/index.ts'
import { noticeWords } from './words/index.ts'

const atNight: Hours = { from: '20:00', until: '09:00', days: [6, 7] }
const weekdays = [1, 2, 3, 4, 5, 6, 7]
/** A Monday. */
const monday = Date.UTC(2026, 0, 5)
const day = 86_400_000

type QuietProps = { wishes: Wishes; set: (to: Partial<Wishes>) => void }

/** When nothing is to ring. */
export function Quiet({ wishes: { quiet, zone }, set }: QuietProps) {
  const say = noticeWords()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const hours = (to: Partial<Hours>) => quiet && set({ quiet: { ...quiet, ...to } })
  return (
    <>
      <Switch
        label={say.quiet}
        hint={say.quietHint}
        on={quiet !== null}
        set={(on) => set(on ? { quiet: atNight, zone: here } : { quiet: null })}
      />
      {quiet && (
        <div class="wishes-quiet">
          <div class="wishes-line">
            <TimeField label={say.from} value={quiet.from} set={(from) => hours({ from })} />
            <TimeField label={say.until} value={quiet.until} set={(until) => hours({ until })} />
          </div>
          <Days chosen={quiet.days} set={(days) => hours({ days })} />
        </div>
      )}
      <label class="wishes-zone">
        {say.zone}
        <select value={zone} onChange={(event) => set({ zone: event.currentTarget.value })}>
          {zones(zone, here).map((name) => (
            <option key={name} value={name}>
              {name === here ? say.here(spoken(name)) : spoken(name)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

/** Days of the week that are quiet from beginning to end; one at least is not. */
function Days({ chosen: quiet, set }: { chosen: number[]; set: (days: number[]) => void }) {
  const name = new Intl.DateTimeFormat(chosen.locale, { weekday: 'short', timeZone: 'UTC' })
  return (
    <fieldset class="wishes-days">
      <legend>{noticeWords().days}</legend>
      {weekdays.map((weekday) => {
        const on = quiet.includes(weekday)
        return (
          <label key={weekday} class="wishes-day">
            <input
              type="checkbox"
              checked={on}
              disabled={!on && quiet.length === weekdays.length - 1}
              onChange={() => set(weekdays.filter((one) => quiet.includes(one) !== (one === weekday)))}
            />
            <span>{name.format(monday + (weekday - 1) * day)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}

export function TimeField({
  label,
  value,
  set,
}: {
  label: string
  value: string
  set: (to: string) => void
}) {
  return (
    <label class="wishes-time">
      {label}
      <input
        type="time"
        value={value}
        required
        onChange={(event) => {
          const typed = event.currentTarget.value
          if (typed) set(typed)
          else event.currentTarget.value = value
        }}
      />
    </label>
  )
}

function zones(now: string, here: string): string[] {
  return [...new Set([here, now, ...Intl.supportedValuesOf('timeZone')])]
}

const spoken = (zone: string) => zone.replaceAll('_', ' ')
