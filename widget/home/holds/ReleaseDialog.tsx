import { useSignal } from '@preact/signals'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { askRelease } from './holds.model.ts'
import { holdWords } from './words.ts'

/** Characters a reason has at least. */
const LEAST = 10

/** Asks that a hold be let go of; somebody else confirms it. */
export function ReleaseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const say = holdWords()
  const reason = useSignal('')
  const confirm = async () => {
    const answer = await askRelease(id, reason.value)
    if (answer.ok) onClose()
    else toast({ text: inWords(answer.reason) })
  }
  return (
    <Dialog
      title={say.ask}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="danger" disabled={reason.value.trim().length < LEAST} onClick={() => void confirm()}>
            {say.ask}
          </Button>
        </>
      }
    >
      <div class="hold-form">
        <p class="settings-hint">{say.releaseHint}</p>
        <label>
          <span>{say.fields.releaseReason}</span>
          <textarea
            rows={3}
            value={reason}
            onInput={({ currentTarget: { value } }) => {
              reason.value = value
            }}
          />
        </label>
      </div>
    </Dialog>
  )
}
