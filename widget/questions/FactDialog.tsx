import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownFact, ShownMessage } from '../../backend/shown.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { announce } from '../parts/announce.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { editFact, keepFact } from './asking.model.ts'
import { questionWords, whyNot } from './words/index.ts'

const textMost = 500

type FactDialogProps = { onClose: () => void } & (
  | { message: ShownMessage; fact?: undefined }
  /** To be said differently. */
  | { fact: ShownFact; message?: undefined }
)

/** What of a message is worth keeping in sight on the card. */
export function FactDialog({ message, fact, onClose }: FactDialogProps) {
  const say = questionWords().fact
  // Pressed twice, or sent again after a failure, it stays one fact.
  const id = useMemo(() => fact?.id ?? uuid7(), [])
  const text = useSignal(fact?.text ?? proposed(message?.text ?? ''))

  const save = async () => {
    const said = text.value.trim()
    if (said === '') return say.needText
    const answer = message
      ? await keepFact(id, { thread: message.thread, message: message.id, text: said })
      : await editFact(id, said)
    if (!answer.ok) return whyNot(answer.reason)
    announce(say.kept)
    return undefined
  }

  return (
    <FormDialog
      title={fact ? say.editTitle : say.title}
      submit={fact ? say.change : say.save}
      send={save}
      onClose={onClose}
    >
      <TextField long autofocus label={say.text} text={text} most={textMost} />
      <p class="form-hint">{say.hint}</p>
    </FormDialog>
  )
}

function proposed(text: string): string {
  return [...text.trim()].slice(0, textMost).join('')
}
