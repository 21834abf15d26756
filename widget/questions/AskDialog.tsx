import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { DeadlinePreset, ShownThread } from '../../backend/shown.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { endOfDay, written } from '../tasks/deadlines.ts'
import { toLatest } from '../threads/timeline.model.ts'
import { amongOf, toOf, useOfferedRoles } from './asked-whom.ts'
import { ask } from './asking.model.ts'
import { dueWhen } from './state.ts'
import { WhomChoice } from './WhomChoice.tsx'
import { questionWords, whyNot } from './words/index.ts'
import '../card/new-thread.css'
import '../tasks/task-dialog.css'

type Due = DeadlinePreset | 'choose'
const dues: Due[] = ['hour', 'fourHours', 'noon', 'choose']

type AskDialogProps = { thread: ShownThread; onClose: () => void }

/** A question to a role or a person, with a deadline in working hours. */
export function AskDialog({ thread, onClose }: AskDialogProps) {
  const words = questionWords()
  const say = words.question
  // Pressed twice, or sent again after a failure, it stays one question.
  const id = useMemo(uuid7, [])
  const offered = useOfferedRoles()
  const whom = useSignal<readonly string[]>([])
  const text = useSignal('')
  const due = useSignal<Due>('fourHours')
  const time = useSignal(written(endOfDay(1, new Date())))
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)
  const preset = due.value === 'choose' ? undefined : offered.value.deadlines[due.value]

  const send = async (event: Event) => {
    event.preventDefault()
    const [to] = whom.value
    const deadline = due.value === 'choose' ? isoOf(time.value) : due.value
    problem.value =
      text.value.trim() === ''
        ? words.needText
        : to === undefined
          ? words.needWhom
          : deadline === undefined
            ? words.needTime
            : undefined
    if (to === undefined || deadline === undefined || problem.value || busy.value) return
    busy.value = true
    const answer = await ask(thread.id, id, { text: text.value.trim(), to: toOf(to), deadline })
    busy.value = false
    if (!answer.ok) {
      problem.value = answer.reason === 'bad_request' ? words.needTime : whyNot(answer.reason)
      return
    }
    onClose()
    void toLatest(thread.id, false)
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="ask" disabled={busy}>
        {say.send}
      </Button>
    </>
  )

  return (
    <Dialog title={say.title} onClose={onClose} actions={actions}>
      <form id="ask" class="new-thread" onSubmit={send}>
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
        <fieldset class="task-due">
          <legend>{say.deadline}</legend>
          {dues.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="due"
                checked={due.value === one}
                onChange={() => {
                  due.value = one
                }}
              />
              <span>{say[one]}</span>
            </label>
          ))}
          {due.value === 'choose' && (
            <input
              type="datetime-local"
              aria-label={say.chosenTime}
              value={time}
              onInput={(event) => {
                time.value = event.currentTarget.value
              }}
            />
          )}
        </fieldset>
        <p class="ask-due" role="status">
          {preset && say.due(dueWhen(preset))}
        </p>
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}

/** ISO 8601; undefined when the time to be chosen is none, or over. */
function isoOf(chosen: string): string | undefined {
  const time = new Date(chosen)
  return Number.isNaN(time.getTime()) || time <= new Date() ? undefined : time.toISOString()
}
