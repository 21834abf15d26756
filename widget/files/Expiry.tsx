import type { ShownFile } from '../../backend/shown.ts'
import { daysLeft, fullWhen } from '../parts/dates.ts'
import { words } from '../words/index.ts'

/** From so many days on the countdown turns amber. */
const soon = 3
const day = 86_400_000

/** How long the file stays: a ring that empties, and the days in words. */
export function Expiry({
  file,
  now = new Date(),
}: {
  file: Pick<ShownFile, 'at' | 'expiresAt'>
  now?: Date
}) {
  const left = daysLeft(file.expiresAt, now)
  const span = Math.max(1, (Date.parse(file.expiresAt) - Date.parse(file.at)) / day)
  const share = Math.min(100, Math.round((left / span) * 100))
  const lastDay = left <= 1
  const full = lastDay ? words.file.lastDayFull : words.file.leftFull(left)
  return (
    <span
      class={left <= soon ? 'expiry expiry-soon' : 'expiry'}
      title={`${full} · ${fullWhen(file.expiresAt)}`}
    >
      <span class="expiry-ring" style={{ '--share': `${share}%` }} aria-hidden="true" />
      <span aria-hidden="true">{lastDay ? words.file.lastDay : words.file.left(left)}</span>
      <span class="hidden">{full}</span>
    </span>
  )
}
