import type { ShownThread } from '../../backend/shown.ts'
import { State } from '../card/States.tsx'
import { Button } from '../parts/Button.tsx'
import { words } from '../words/index.ts'
import { focusField } from './focus-field.ts'
import { inWords } from './in-words.ts'
import { load, newer, older, type Timeline } from './timeline.model.ts'
import './empty-list.css'

type EmptyListProps = { thread: ShownThread; timeline: Timeline; empty: boolean }

/** What stands where messages are not: not come yet, not coming, or nothing said yet. */
export function EmptyList({ thread, timeline, empty }: EmptyListProps) {
  const { id, lastSeq, closedAt } = thread
  if (timeline.failure) {
    const again = () => (empty ? load(id) : older(id).then(() => newer(id)))
    return <Failure reason={timeline.failure} onRetry={() => void again()} />
  }
  if (!empty) return null
  if (lastSeq > 0) return <Skeleton />
  return <Unused closed={closedAt !== undefined} />
}

function Unused({ closed }: { closed: boolean }) {
  const { emptyTitle, emptyText, emptyAction } = words.states
  return (
    <State within icon="chat" title={emptyTitle} text={emptyText}>
      {!closed && (
        <Button kind="primary" onClick={focusField}>
          {emptyAction}
        </Button>
      )}
    </State>
  )
}

function Failure({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <div role="alert">
      <State within icon="alert" title={words.conversation.loadFailed} text={inWords(reason)}>
        <Button onClick={onRetry}>{words.retry}</Button>
      </State>
    </div>
  )
}

/** Bubbles to come; a quick answer never shows them. */
function Skeleton() {
  return (
    <div class="skeletons">
      <span class="hidden">{words.loading}</span>
      <span class="skeleton skeleton-long" />
      <span class="skeleton skeleton-short" />
      <span class="skeleton skeleton-mine" />
      <span class="skeleton skeleton-long" />
      <span class="skeleton skeleton-mine" />
    </div>
  )
}
