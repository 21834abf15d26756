import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import { card, threadById } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { announce } from '../parts/announce.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { inWords } from '../threads/in-words.ts'
import { chosen } from '../words/index.ts'
import { taskWords } from '../words/tasks.ts'
import { DueChoice } from './DueChoice.tsx'
import { type Due, deadlineOf, dues, endOfDay, written } from './deadlines.ts'
import { PersonChoice } from './PersonChoice.tsx'
import { proposedPerson, proposedTitle } from './proposed.ts'
import { makeTask } from './tasks.model.ts'

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

  const create = async () => {
    const name = title.value.trim()
    if (name === '') return say.needName
    const deadline = deadlineOf(due.value, time.value)
    if (deadline === undefined) return say.needTime
    const answer = await makeTask(message, id, { title: name, responsible: responsible.value, deadline })
    if (!answer.ok) return answer.reason === 'not_a_member' ? say.left : inWords(answer.reason)
    announce(`${name}: ${say.making}`)
    return undefined
  }

  return (
    <FormDialog title={say.title} submit={say.create} send={create} onClose={onClose}>
      <TextField autofocus label={say.name} text={title} most={titleMost} placeholder={say.namePlaceholder} />
      <PersonChoice chosen={responsible} />
      <DueChoice dues={dues} due={due} time={time} words={say} />
      <p>
        <small>{thread?.kind === 'private' ? say.private : say.shared}</small>
      </p>
    </FormDialog>
  )
}
