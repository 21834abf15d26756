import { useSignal } from '@preact/signals'
import type { ShownFile } from '../../backend/shown.ts'
import { daysLeft, fullWhen } from '../parts/dates.ts'
import { fetched } from '../parts/later.tsx'
import { toast } from '../parts/toast.ts'
import { words } from '../words/index.ts'

const whyLater = fetched(() => import('./why.ts'))

/** From so many days on the countdown turns amber. */
const soon = 3
const day = 86_400_000

/** How long the file stays: a ring that empties, and the days in words; pressed, it says why. Nothing of one that stays for good. */
export function Expiry({
  file,
  now = new Date(),
}: {
  file: Pick<ShownFile, 'id' | 'at' | 'expiresAt'>
  now?: Date
}) {
  const why = useSignal('')
  const { id, expiresAt } = file
  if (expiresAt === undefined) return null
  const left = daysLeft(expiresAt, now)
  const span = Math.max(1, (Date.parse(expiresAt) - Date.parse(file.at)) / day)
  const share = Math.min(100, Math.round((left / span) * 100))
  const lastDay = left <= 1
  const full = lastDay ? words.file.lastDayFull : words.file.leftFull(left)
  const told = () => [full, fullWhen(expiresAt), why.value].filter(Boolean).join(' · ')
  // What can't be told now is told the next time.
  const explain = async () => {
    const { whyItGoes } = await whyLater()
    why.value = (await whyItGoes(id)) ?? ''
  }
  const look = () => explain().catch(() => {})
  return (
    <button
      type="button"
      class={left <= soon ? 'expiry expiry-soon' : 'expiry'}
      title={told()}
      onPointerEnter={look}
      onFocus={look}
      onClick={async () => {
        await look()
        toast({ text: told() })
      }}
    >
      <span class="expiry-ring" style={{ '--share': `${share}%` }} aria-hidden="true" />
      <span aria-hidden="true">{lastDay ? words.file.lastDay : words.file.left(left)}</span>
      <span class="hidden">{full}</span>
    </button>
  )
}
