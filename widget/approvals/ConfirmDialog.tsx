import { useSignal } from '@preact/signals'
import type { ShownMessage } from '../../backend/shown.ts'
import { threadById } from '../card/card.model.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { amongOf, useOfferedRoles } from '../questions/asked-whom.ts'
import { askToConfirm } from '../questions/asking.model.ts'
import { WhomChoice } from '../questions/WhomChoice.tsx'
import { questionWords, whyNot } from '../questions/words/index.ts'

const ROLE = 'role:'

/** Asks people and roles to confirm that they have read a message. */
export function ConfirmDialog({ message, onClose }: { message: ShownMessage; onClose: () => void }) {
  const words = questionWords()
  const say = words.confirm
  const offered = useOfferedRoles()
  const whom = useSignal<readonly string[]>([])

  const send = async () => {
    if (whom.value.length === 0) return words.needWhom
    const roles = whom.value.filter((one) => one.startsWith(ROLE)).map((one) => one.slice(ROLE.length))
    const people = whom.value.filter((one) => !one.startsWith(ROLE))
    const answer = await askToConfirm(message, { people, roles })
    return answer.ok ? undefined : whyNot(answer.reason)
  }

  return (
    <FormDialog title={say.title} submit={say.send} send={send} onClose={onClose}>
      <WhomChoice
        many
        chosen={whom}
        roles={offered.value.roles}
        legend={words.whom}
        among={amongOf(threadById(message.thread))}
      />
      <p class="form-hint">{say.hint}</p>
    </FormDialog>
  )
}
