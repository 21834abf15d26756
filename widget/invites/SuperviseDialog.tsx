import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PrivateThread } from '../../backend/shown.ts'
import { closeSheet } from '../card/layout.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { listed } from '../words/index.ts'
import { privateThreads, supervise } from './invites.model.ts'
import { inviteWords, whyNot } from './words/index.ts'
import '../card/people-picker.css'
import './invites.css'

const reasonLeast = 10

/** Reading a private discussion of others, for a reason that is told in it. */
export function SuperviseDialog() {
  const say = inviteWords()
  const threads = useSignal<PrivateThread[] | undefined>(undefined)
  const chosen = useSignal('')
  const reason = useSignal('')
  const unread = useSignal<string | undefined>(undefined)
  useEffect(() => {
    void privateThreads().then((answer) => {
      if (answer.ok) threads.value = answer.value.threads
      else unread.value = answer.reason
    })
  }, [])

  const read = async () => {
    const words = reason.value.trim()
    if (words.length < reasonLeast) return say.superviseNeed
    const answer = await supervise(chosen.value, uuid7(), words)
    return answer.ok ? undefined : whyNot(answer.reason)
  }

  return (
    <FormDialog
      title={say.supervise}
      submit={say.superviseRead}
      disabled={!chosen.value}
      send={read}
      onClose={closeSheet}
    >
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
      <TextField label={say.superviseReason} text={reason} most={500} />
      {unread.value && (
        <p class="form-problem" role="alert">
          {whyNot(unread.value)}
        </p>
      )}
    </FormDialog>
  )
}
