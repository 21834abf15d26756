import { IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'
import { type Composing, cancel } from './composer.model.ts'
import { nameOf } from './names.ts'
import { timelineOf } from './timeline.model.ts'

/** Above the field: what is being answered, or that a message is being changed. */
export function ReplyLine({ thread, composing }: { thread: string; composing: Composing }) {
  const { editing, replyTo } = composing
  if (!editing && !replyTo) return null
  const said = words.conversation
  const message = editing?.message ?? timelineOf(thread).value.slice.find(({ id }) => id === replyTo)
  return (
    <div class="reply-line">
      <Icon name={editing ? 'edit' : 'reply'} size="s" />
      <span class="reply-line-text">
        <b class="ellipsis">
          {editing ? said.editing : said.replyingTo(message ? nameOf(message.author) : '')}
        </b>
        <span class="ellipsis isolate">{message?.text || message?.files[0]?.name}</span>
      </span>
      <IconButton
        icon="close"
        small
        label={editing ? said.stopEditing : said.stopReply}
        onClick={() => cancel(thread)}
      />
    </div>
  )
}
