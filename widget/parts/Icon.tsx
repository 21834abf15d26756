import { type IconName, icons } from './icons.ts'

/** A drawing without a name of its own: whatever it stands in says what it means. */
export function Icon({ name, size = 'm' }: { name: IconName; size?: 'm' | 's' | 'xs' }) {
  return (
    <svg class={`icon icon-${size} icon-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={icons[name]} />
    </svg>
  )
}
