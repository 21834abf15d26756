import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { ShownThread } from '../../backend/shown.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { amongOf, toOf, useOfferedRoles } from '../questions/asked-whom.ts'
import { askApproval } from '../questions/asking.model.ts'
import { WhomChoice } from '../questions/WhomChoice.tsx'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { GuestsSee } from '../threads/GuestsSee.tsx'
import { toLatest } from '../threads/timeline.model.ts'

const head = 'head'

/** A yes or a no, asked of the head unless somebody else is chosen. */
export function ApprovalDialog({ thread, onClose }: { thread: ShownThread; onClose: () => void }) {
  const words = questionWords()
  const say = words.approval
  // Pressed twice, or sent again after a failure, it stays one request.
  const id = useMemo(uuid7, [])
  const offered = useOfferedRoles()
  const whom = useSignal<readonly string[]>([])
  const text = useSignal('')

  const heads = offered.value.roles.find((role) => role.id === head)?.onDuty.length
  useEffect(() => {
    if (heads && whom.peek().length === 0) whom.value = [`role:${head}`]
  }, [heads])

  const send = async () => {
    const said = text.value.trim()
    if (said === '') return words.needText
    const [to] = whom.value
    if (to === undefined) return words.needWhom
    const answer = await askApproval(thread.id, id, { text: said, to: toOf(to) })
    return answer.ok ? undefined : whyNot(answer.reason)
  }

  const asked = () => {
    onClose()
    void toLatest(thread.id, false)
  }

  return (
    <FormDialog title={say.title} submit={say.send} send={send} onClose={onClose} onDone={asked}>
      <TextField long autofocus label={say.text} text={text} placeholder={say.placeholder} />
      <WhomChoice chosen={whom} roles={offered.value.roles} legend={words.whom} among={amongOf(thread)} />
      <p class="form-hint">{say.hint}</p>
      <GuestsSee thread={thread} />
    </FormDialog>
  )
}
