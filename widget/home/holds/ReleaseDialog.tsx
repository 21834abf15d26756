import { useSignal } from '@preact/signals'
import { FormDialog } from '../../parts/FormDialog.tsx'
import { TextField } from '../../parts/TextField.tsx'
import { inWords } from '../../threads/in-words.ts'
import { askRelease } from './holds.model.ts'
import { isReason } from './reason.ts'
import { holdWords } from './words.ts'

/** Asks that a hold be let go of; somebody else confirms it. */
export function ReleaseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const say = holdWords()
  const reason = useSignal('')
  const send = async () => {
    const answer = await askRelease(id, reason.value)
    return answer.ok ? undefined : inWords(answer.reason)
  }
  return (
    <FormDialog
      title={say.ask}
      submit={say.ask}
      disabled={!isReason(reason.value)}
      send={send}
      onClose={onClose}
    >
      <p class="form-hint">{say.releaseHint}</p>
      <TextField long autofocus label={say.fields.releaseReason} text={reason} most={2000} />
    </FormDialog>
  )
}
