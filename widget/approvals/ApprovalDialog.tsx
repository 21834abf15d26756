import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { ShownThread } from '../../backend/shown.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { amongOf, toOf, useOfferedRoles } from '../questions/asked-whom.ts'
import { askApproval } from '../questions/asking.model.ts'
import { WhomChoice } from '../questions/WhomChoice.tsx'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { toLatest } from '../threads/timeline.model.ts'
import '../card/new-thread.css'

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
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)

  const heads = offered.value.roles.find((role) => role.id === head)?.onDuty.length
  useEffect(() => {
    if (heads && whom.peek().length === 0) whom.value = [`role:${head}`]
  }, [heads])

  const send = async (event: Event) => {
    event.preventDefault()
    const [to] = whom.value
    problem.value = text.value.trim() === '' ? words.needText : to === undefined ? words.needWhom : undefined
    if (to === undefined || problem.value || busy.value) return
    busy.value = true
    const answer = await askApproval(thread.id, id, { text: text.value.trim(), to: toOf(to) })
    busy.value = false
    if (!answer.ok) {
      problem.value = whyNot(answer.reason)
      return
    }
    onClose()
    void toLatest(thread.id, false)
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="ask-approval" disabled={busy}>
        {say.send}
      </Button>
    </>
  )

  return (
    <Dialog title={say.title} onClose={onClose} actions={actions}>
      <form id="ask-approval" class="new-thread" onSubmit={send}>
        <label class="new-thread-field">
          {say.text}
          <textarea
            data-autofocus
            class="ask-text"
            dir="auto"
            placeholder={say.placeholder}
            value={text}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
        <WhomChoice chosen={whom} roles={offered.value.roles} legend={words.whom} among={amongOf(thread)} />
        <p class="ask-due">{say.hint}</p>
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
