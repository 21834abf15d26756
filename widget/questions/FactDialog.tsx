import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownFact, ShownMessage } from '../../backend/shown.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { editFact, keepFact } from './asking.model.ts'
import { questionWords, whyNot } from './words/index.ts'
import '../card/new-thread.css'
import './whom-choice.css'

const textMost = 500

type FactDialogProps = { onClose: () => void } & (
  | { message: ShownMessage; fact?: undefined }
  /** To be said differently. */
  | { fact: ShownFact; message?: undefined }
)

/** What of a message is worth keeping in sight on the card. */
export function FactDialog({ message, fact, onClose }: FactDialogProps) {
  const words = questionWords()
  const say = words.fact
  // Pressed twice, or sent again after a failure, it stays one fact.
  const id = useMemo(() => fact?.id ?? uuid7(), [])
  const text = useSignal(fact?.text ?? proposed(message?.text ?? ''))
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)

  const save = async (event: Event) => {
    event.preventDefault()
    const said = text.value.trim()
    problem.value = said === '' ? say.needText : undefined
    if (problem.value || busy.value) return
    busy.value = true
    const answer = message
      ? await keepFact(id, { thread: message.thread, message: message.id, text: said })
      : await editFact(id, said)
    busy.value = false
    if (!answer.ok) {
      problem.value = whyNot(answer.reason)
      return
    }
    announce(say.kept)
    onClose()
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="fact" disabled={busy}>
        {fact ? say.change : say.save}
      </Button>
    </>
  )

  return (
    <Dialog title={fact ? say.editTitle : say.title} onClose={onClose} actions={actions}>
      <form id="fact" class="new-thread" onSubmit={save}>
        <label class="new-thread-field">
          {say.text}
          <textarea
            data-autofocus
            class="ask-text"
            dir="auto"
            maxLength={textMost}
            value={text}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
        <p class="ask-due">{say.hint}</p>
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}

function proposed(text: string): string {
  return [...text.trim()].slice(0, textMost).join('')
}
