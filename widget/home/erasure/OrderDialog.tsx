import { useSignal } from '@preact/signals'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { number, words } from '../../words/index.ts'
import { busy, goOnWith, open, order } from './erasure.model.ts'
import { erasureWords } from './words.ts'

/** The last word: how much goes has to be typed. */
export function OrderDialog({ things, onClose }: { things: number; onClose: () => void }) {
  const say = erasureWords()
  const typed = useSignal('')
  const confirm = async () => {
    const answer = await order(Number(typed.value))
    onClose()
    if (answer.ok) return
    if (answer.reason !== 'changed_meanwhile') return toast({ text: inWords(answer.reason) })
    toast({ text: say.lookAgain })
    const now = open.peek()
    if (now) await goOnWith(now.id)
  }
  return (
    <Dialog
      title={say.orderTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            kind="danger"
            disabled={typed.value === '' || Number(typed.value) !== things || busy.value}
            onClick={() => void confirm()}
          >
            {say.order}
          </Button>
        </>
      }
    >
      <p>{say.orderText(things)}</p>
      <p class="settings-hint">{say.backups}</p>
      <label class="erasure-why">
        <span>{say.typeIt(number(things))}</span>
        <input
          inputMode="numeric"
          value={typed}
          onInput={({ currentTarget: { value } }) => {
            typed.value = value.replace(/\D/g, '')
          }}
        />
      </label>
    </Dialog>
  )
}
