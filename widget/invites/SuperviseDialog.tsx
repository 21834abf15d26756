import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PrivateThread } from '../../backend/shown.ts'
import { closeSheet } from '../card/layout.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { listed } from '../words/index.ts'
import { privateThreads, supervise } from './invites.model.ts'
import { inviteWords, whyNot } from './words/index.ts'
import '../card/new-thread.css'
import './invites.css'

const reasonLeast = 10

/** Reading a private discussion of others, for a reason that is told in it. */
export function SuperviseDialog() {
  const say = inviteWords()
  const threads = useSignal<PrivateThread[] | undefined>(undefined)
  const chosen = useSignal('')
  const reason = useSignal('')
  const problem = useSignal<string | undefined>(undefined)
  useEffect(() => {
    void privateThreads().then((answer) => {
      if (answer.ok) threads.value = answer.value.threads
      else problem.value = whyNot(answer.reason)
    })
  }, [])

  async function read(event: Event) {
    event.preventDefault()
    const words = reason.value.trim()
    problem.value = words.length < reasonLeast ? say.superviseNeed : undefined
    if (problem.value || !chosen.value) return
    const answer = await supervise(chosen.value, uuid7(), words)
    if (answer.ok) closeSheet()
    else problem.value = whyNot(answer.reason)
  }

  const actions = (
    <>
      <Button onClick={closeSheet}>{say.cancel}</Button>
      <Button kind="primary" type="submit" form="supervise" disabled={!chosen.value}>
        {say.superviseRead}
      </Button>
    </>
  )
  return (
    <Dialog title={say.supervise} onClose={closeSheet} actions={actions}>
      <form id="supervise" class="new-thread" onSubmit={read}>
        <p class="invite-hint">{say.superviseHint}</p>
        <fieldset class="people-picker">
          <legend class="hidden">{say.supervise}</legend>
          <ul>
            {threads.value?.map(({ id, title, members }) => (
              <li key={id}>
                <label>
                  <input
                    type="radio"
                    name="thread"
                    checked={chosen.value === id}
                    onChange={() => {
                      chosen.value = id
                    }}
                  />
                  <span>
                    <span class="isolate ellipsis">{title}</span>
                    <small class="isolate ellipsis">{listed(members.map(({ name }) => name))}</small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <p role="status">{threads.value?.length === 0 && say.superviseNone}</p>
        </fieldset>
        <label class="new-thread-field">
          {say.superviseReason}
          <input
            type="text"
            dir="auto"
            maxLength={500}
            value={reason}
            onInput={(event) => {
              reason.value = event.currentTarget.value
            }}
          />
        </label>
        <p class="new-thread-problem" role="alert">
          {problem.value}
        </p>
      </form>
    </Dialog>
  )
}
