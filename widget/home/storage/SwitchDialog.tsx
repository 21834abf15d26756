import { useSignal } from '@preact/signals'
import type { ShownStorage, StorageMode } from '../../../backend/shown.ts'
import { FormDialog } from '../../parts/FormDialog.tsx'
import { TextField } from '../../parts/TextField.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { number } from '../../words/index.ts'
import { keepTextsIn } from './storage.model.ts'
import { storageWords } from './words.ts'

/** Messages from which on their number has to be typed: there is no way back for them. */
const MANY = 100

type SwitchDialogProps = { now: ShownStorage; to: StorageMode; onClose: () => void }

/** The last word before the talk is kept elsewhere. */
export function SwitchDialog({ now, to, onClose }: SwitchDialogProps) {
  const say = storageWords()
  const typed = useSignal('')
  const { messages, characters } = now.here
  const goes = to === 'relay' ? messages : 0
  const isTyped = goes < MANY || typed.value.replace(/\D/g, '') === String(goes)
  const send = async () => {
    const answer = await keepTextsIn(to)
    if (!answer.ok) return inWords(answer.reason)
    toast({ text: say.done[to] })
    return undefined
  }
  return (
    <FormDialog
      title={say.sure[to]}
      submit={say.submit[to]}
      disabled={!isTyped}
      send={send}
      onClose={onClose}
    >
      {to === 'archive' ? (
        <p>{say.back}</p>
      ) : (
        <>
          {goes > 0 && <p>{say.messages(goes, characters)}</p>}
          <p>{say.noWayBack}</p>
          <p>{say.readers}</p>
        </>
      )}
      {goes >= MANY && <TextField label={say.typeIt(number(goes))} text={typed} />}
    </FormDialog>
  )
}
