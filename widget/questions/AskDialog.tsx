import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { DeadlinePreset, ShownThread } from '../../backend/shown.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { DueChoice } from '../tasks/DueChoice.tsx'
import { endOfDay, written } from '../tasks/deadlines.ts'
import { GuestsSee } from '../threads/GuestsSee.tsx'
import { toLatest } from '../threads/timeline.model.ts'
import { amongOf, toOf, useOfferedRoles } from './asked-whom.ts'
import { ask } from './asking.model.ts'
import { dueWhen } from './state.ts'
import { WhomChoice } from './WhomChoice.tsx'
import { questionWords, whyNot } from './words/index.ts'

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
  const preset = due.value === 'choose' ? undefined : offered.value.deadlines[due.value]

  const send = async () => {
    const said = text.value.trim()
    if (said === '') return words.needText
    const [to] = whom.value
    if (to === undefined) return words.needWhom
    const deadline = due.value === 'choose' ? isoOf(time.value) : due.value
    if (deadline === undefined) return words.needTime
    const answer = await ask(thread.id, id, { text: said, to: toOf(to), deadline })
    if (answer.ok) return undefined
    return answer.reason === 'bad_request' ? words.needTime : whyNot(answer.reason)
  }

  const asked = () => {
    onClose()
    void toLatest(thread.id, false)
  }

  return (
    <FormDialog title={say.title} submit={say.send} send={send} onClose={onClose} onDone={asked}>
      <TextField long autofocus label={say.text} text={text} placeholder={say.placeholder} />
      <WhomChoice chosen={whom} roles={offered.value.roles} legend={words.whom} among={amongOf(thread)} />
      <DueChoice dues={dues} due={due} time={time} words={say} />
      <p class="form-hint" role="status">
        {preset && say.due(dueWhen(preset))}
      </p>
      <GuestsSee thread={thread} />
    </FormDialog>
  )
}

/** ISO 8601; undefined when the time to be chosen is none, or over. */
function isoOf(chosen: string): string | undefined {
  const time = new Date(chosen)
  return Number.isNaN(time.getTime()) || time <= new Date() ? undefined : time.toISOString()
}
