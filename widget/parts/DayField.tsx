import './form-dialog.css'

type DayFieldProps = {
  label: string
  /** `2026-11-21`; empty for none. */
  day: string
  onDay: (day: string) => void
}

/** A day under a label. */
export function DayField({ label, day, onDay }: DayFieldProps) {
  return (
    <label class="form-field">
      {label}
      <input type="date" value={day} onInput={(event) => onDay(event.currentTarget.value)} />
    </label>
  )
}
