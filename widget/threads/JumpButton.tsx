import type { ShownThread } from '../../backend/shown.ts'
import { Badge } from '../parts/Badge.tsx'
import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'
import { toLatest } from './timeline.model.ts'

/** Back to the end, with how much has come meanwhile. */
export function JumpButton({ thread }: { thread: ShownThread }) {
  const { latest, latestWith } = words.conversation
  const { unread } = thread
  return (
    <button
      type="button"
      class="jump"
      aria-label={unread > 0 ? latestWith(unread) : latest}
      onClick={() => void toLatest(thread.id)}
    >
      <Icon name="down" size="s" />
      {latest}
      <Badge count={unread} label={words.unread(unread)} />
    </button>
  )
}
