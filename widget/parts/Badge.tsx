import { number } from '../words/index.ts'
import './chip.css'

type BadgeProps = {
  count: number
  /** Grey: the same as `tone="quiet"`. */
  quiet?: boolean | undefined
  /** Red calls for me, blue is merely new, grey is muted. */
  tone?: 'urgent' | 'accent' | 'quiet'
  /** The count in words: "3 новых". */
  label: string
}

export function Badge({ count, quiet, tone = 'urgent', label }: BadgeProps) {
  if (count < 1) return null
  return (
    <span class={`badge badge-${quiet ? 'quiet' : tone}`}>
      <span aria-hidden="true">{count > 99 ? '99+' : number(count)}</span>
      <span class="hidden">{label}</span>
    </span>
  )
}
