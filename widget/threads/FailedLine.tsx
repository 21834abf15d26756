import { discard, retry } from '../outbox/outbox.model.ts'
import type { Unsent } from '../outbox/unsent.ts'
import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'
import { inWords } from './in-words.ts'

/** Why a message did not go, and what can be done about it. */
export function FailedLine({ unsent }: { unsent: Unsent }) {
  const { id, failure, state, retryAt } = unsent
  if (!failure) return null
  return (
    <div class="message-failure">
      <Icon name="alert" size="s" />
      <span>
        {inWords(failure.reason)} {(retryAt || state !== 'failed') && words.conversation.retrying}
      </span>
      <button type="button" disabled={state === 'sending'} onClick={() => retry(id)}>
        {words.retry}
      </button>
      <button type="button" onClick={() => discard(id)}>
        {words.conversation.remove}
      </button>
    </div>
  )
}
