import { clock, fullWhen, shortWhen } from './dates.ts'

/** A moment in the chosen form, with the whole of it in the tooltip. */
export function Time({ at, form }: { at: string; form: 'clock' | 'short' | 'full' }) {
  const shown = form === 'clock' ? clock(at) : form === 'short' ? shortWhen(at) : fullWhen(at)
  return (
    <time dateTime={at} title={fullWhen(at)}>
      {shown}
    </time>
  )
}
