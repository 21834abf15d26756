import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { server } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { leave } from './invites.model.ts'
import { inviteWords, whyNot } from './words/index.ts'
import './invites.css'

type LeaveDialogProps = { invite: string; onClose: () => void; onLeft: () => void }

/** Taking leave of a discussion one was invited to, with what came of it. */
export function LeaveDialog({ invite, onClose, onLeft }: LeaveDialogProps) {
  const say = inviteWords()
  // Pressed twice, or sent again after a failure, it stays one message.
  const message = useMemo(uuid7, [])
  const result = useSignal('')

  const finish = async () => {
    const answer = await leave(server(), invite, message, result.value.trim())
    if (answer.ok) return undefined
    return answer.reason === 'text_empty' ? say.needResult : whyNot(answer.reason)
  }

  return (
    <FormDialog title={say.leaveTitle} submit={say.leave} send={finish} onClose={onClose} onDone={onLeft}>
      <p class="invite-hint">{say.leaveHint}</p>
      <TextField long autofocus label={say.leaveResult} text={result} placeholder={say.leavePlaceholder} />
    </FormDialog>
  )
}
