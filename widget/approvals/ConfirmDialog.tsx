import { useSignal } from '@preact/signals'
import type { ShownMessage } from '../../backend/shown.ts'
import { threadById } from '../card/card.model.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { amongOf, useOfferedRoles } from '../questions/asked-whom.ts'
import { askToConfirm } from '../questions/asking.model.ts'
import { WhomChoice } from '../questions/WhomChoice.tsx'
import { questionWords, whyNot } from '../questions/words/index.ts'
import '../card/new-thread.css'

const ROLE = 'role:'

/** Asks people and roles to confirm that they have read a message. */
export function ConfirmDialog({ message, onClose }: { message: ShownMessage; onClose: () => void }) {
  const words = questionWords()
  const say = words.confirm
  const offered = useOfferedRoles()
  const whom = useSignal<readonly string[]>([])
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)

  const send = async (event: Event) => {
    event.preventDefault()
    problem.value = whom.value.length === 0 ? words.needWhom : undefined
    if (problem.value || busy.value) return
    busy.value = true
    const roles = whom.value.filter((one) => one.startsWith(ROLE)).map((one) => one.slice(ROLE.length))
    const people = whom.value.filter((one) => !one.startsWith(ROLE))
    const answer = await askToConfirm(message, { people, roles })
    busy.value = false
    if (answer.ok) onClose()
    else problem.value = whyNot(answer.reason)
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="ask-to-confirm" disabled={busy}>
        {say.send}
      </Button>
    </>
  )

  return (
    <Dialog title={say.title} onClose={onClose} actions={actions}>
      <form id="ask-to-confirm" class="new-thread" onSubmit={send}>
        <WhomChoice
          many
          chosen={whom}
          roles={offered.value.roles}
          legend={words.whom}
          among={amongOf(threadById(message.thread))}
        />
        <p class="ask-due">{say.hint}</p>
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
