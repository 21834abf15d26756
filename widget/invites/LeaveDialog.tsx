import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { server } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { leave } from './invites.model.ts'
import { inviteWords, whyNot } from './words/index.ts'
import '../card/new-thread.css'
import './invites.css'

type LeaveDialogProps = { invite: string; onClose: () => void; onLeft: () => void }

/** Taking leave of a discussion one was invited to, with what came of it. */
export function LeaveDialog({ invite, onClose, onLeft }: LeaveDialogProps) {
  const say = inviteWords()
  const message = useMemo(uuid7, [])
  const result = useSignal('')
  const problem = useSignal<string | undefined>(undefined)

  async function finish(event: Event) {
    event.preventDefault()
    const answer = await leave(server(), invite, message, result.value.trim())
    if (answer.ok) onLeft()
    else problem.value = answer.reason === 'text_empty' ? say.needResult : whyNot(answer.reason)
  }

  const actions = (
    <>
      <Button onClick={onClose}>{say.cancel}</Button>
      <Button kind="primary" type="submit" form="leave">
        {say.leave}
      </Button>
    </>
  )
  return (
    <Dialog title={say.leaveTitle} onClose={onClose} actions={actions}>
      <form id="leave" class="new-thread" onSubmit={finish}>
        <p class="invite-hint">{say.leaveHint}</p>
        <label class="new-thread-field">
          {say.leaveResult}
          <textarea
            data-autofocus
            rows={3}
            dir="auto"
            placeholder={say.leavePlaceholder}
            value={result}
            onInput={(event) => {
              result.value = event.currentTarget.value
            }}
          />
        </label>
        <p class="new-thread-problem" role="alert">
          {problem.value}
        </p>
      </form>
    </Dialog>
  )
}
