import { useSignal } from '@preact/signals'
import type { ShownMessage } from '../../backend/shown.ts'
import type { Unsent } from '../outbox/unsent.ts'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/icons.ts'
import { later } from '../parts/later.tsx'
import { Time } from '../parts/Time.tsx'
import { words } from '../words/index.ts'

const EditHistory = later(async () => (await import('./EditHistory.tsx')).EditHistory)

type MessageMetaProps = { message: ShownMessage; unsent: Unsent | undefined; mine: boolean; read: boolean }

/** When it was said, whether it was changed, and how far it has got. */
export function MessageMeta({ message, unsent, mine, read }: MessageMetaProps) {
  const asked = useSignal<HTMLElement | undefined>(undefined)
  return (
    <span class="message-meta">
      {message.pinnedAt && <Icon name="pin" size="xs" />}
      {message.urgentAt && (
        <span class="message-urgent" title={words.conversation.urgent}>
          <Icon name="alert" size="xs" />
          <span class="hidden">{words.conversation.urgent}</span>
        </span>
      )}
      {message.editedAt && (
        <button
          type="button"
          class="message-edited"
          aria-label={words.conversation.editedLabel}
          aria-haspopup="dialog"
          onClick={(event) => {
            asked.value = asked.value ? undefined : event.currentTarget
          }}
        >
          {words.conversation.edited}
        </button>
      )}
      <Time at={message.at} form="clock" />
      {mine && <Progress {...progressOf(unsent, read)} />}
      {asked.value && (
        <EditHistory
          message={message}
          anchor={asked.value}
          onClose={() => {
            asked.value = undefined
          }}
        />
      )}
    </span>
  )
}

function progressOf(unsent: Unsent | undefined, read: boolean): { icon: IconName; label: string } {
  const { queued, sending, sent, read: readLabel } = words.conversation
  if (unsent?.state === 'failed') return { icon: 'alert', label: queued }
  if (unsent) return { icon: 'clock', label: unsent.state === 'sending' ? sending : queued }
  return read ? { icon: 'checks', label: readLabel } : { icon: 'check', label: sent }
}

function Progress({ icon, label }: { icon: IconName; label: string }) {
  return (
    <span class="message-progress" title={label}>
      <Icon name={icon} size="xs" />
      <span class="hidden">{label}</span>
    </span>
  )
}
