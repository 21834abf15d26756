import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import { card, threadById } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { inWords } from '../threads/in-words.ts'
import { chosen, words } from '../words/index.ts'
import { taskWords } from '../words/tasks.ts'
import { type Due, deadlineOf, dues, endOfDay, written } from './deadlines.ts'
import { PersonChoice } from './PersonChoice.tsx'
import { proposedPerson, proposedTitle } from './proposed.ts'
import { makeTask } from './tasks.model.ts'
import '../card/new-thread.css'
import './task-dialog.css'

const titleMost = 250

/** Has the CRM make a task from a message. */
export function TaskDialog({ message, onClose }: { message: ShownMessage; onClose: () => void }) {
  const say = taskWords[chosen.language]
  const thread = threadById(message.thread)
  // Pressed twice, or sent again after a failure, it stays one task.
  const id = useMemo(uuid7, [])
  const title = useSignal(proposedTitle(message, thread, card.peek()))
  const responsible = useSignal(proposedPerson(message, card.peek()))
  const due = useSignal<Due>('tomorrow')
  const time = useSignal(written(endOfDay(1, new Date())))
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)

  const create = async (event: Event) => {
    event.preventDefault()
    const name = title.value.trim()
    const deadline = deadlineOf(due.value, time.value)
    problem.value = name === '' ? say.needName : deadline === undefined ? say.needTime : undefined
    if (deadline === undefined || problem.value || busy.value) return
    busy.value = true
    const answer = await makeTask(message, id, { title: name, responsible: responsible.value, deadline })
    busy.value = false
    if (!answer.ok) {
      problem.value = answer.reason === 'not_a_member' ? say.left : inWords(answer.reason)
      return
    }
    announce(`${name}: ${say.making}`)
    onClose()
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="new-task" disabled={busy}>
        {say.create}
      </Button>
    </>
  )

  return (
    <Dialog title={say.title} onClose={onClose} actions={actions}>
      <form id="new-task" class="new-thread" onSubmit={create}>
        <label class="new-thread-field">
          {say.name}
          <input
            data-autofocus
            type="text"
            dir="auto"
            maxLength={titleMost}
            placeholder={say.namePlaceholder}
            value={title}
            onInput={(event) => {
              title.value = event.currentTarget.value
            }}
          />
        </label>
        <PersonChoice chosen={responsible} />
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
        <p>
          <small>{thread?.kind === 'private' ? say.private : say.shared}</small>
        </p>
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
