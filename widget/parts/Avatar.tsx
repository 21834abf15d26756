import { words } from '../words/index.ts'
import { initials, personColour } from './colour.ts'
import './avatar.css'

type AvatarProps = {
  person: { id: string; name: string }
  /** Pixels. */
  size?: 20 | 24 | 28 | 32 | 40
  online?: boolean | undefined
}

/** A person's initials. Decorative: the name is always written beside it; only presence is said. */
export function Avatar({ person, size = 32, online }: AvatarProps) {
  return (
    <span class={`avatar avatar-${size} avatar-colour${personColour(person.id)}`}>
      <span aria-hidden="true">{initials(person.name)}</span>
      {online && (
        <span class="avatar-online">
          <span class="hidden">{words.online}</span>
        </span>
      )}
    </span>
  )
}
