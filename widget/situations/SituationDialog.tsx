import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownThread, Situation } from '../../backend/shown.ts'
import { openThread, person, refresh, threadById } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { PillChoice } from '../parts/PillChoice.tsx'
import { TextField } from '../parts/TextField.tsx'
import { useOfferedRoles } from '../questions/asked-whom.ts'
import { openSituation } from '../questions/asking.model.ts'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { GuestsSee } from '../threads/GuestsSee.tsx'
import { toLatest } from '../threads/timeline.model.ts'
import { chosen, listed } from '../words/index.ts'
import '../questions/whom-choice.css'

type Place = 'topic' | 'here'
const places: Place[] = ['topic', 'here']

type SituationDialogProps = { situation: Situation; thread: ShownThread; onClose: () => void }

/** What will be said and who will be called, before it is. */
export function SituationDialog({ situation, thread, onClose }: SituationDialogProps) {
  const words = questionWords()
  const say = words.situation
  const { language } = chosen
  // Pressed twice, or sent again after a failure, it stays one.
  const [id, topicId] = useMemo(() => [uuid7(), uuid7()] as const, [])
  const offered = useOfferedRoles()
  const text = useSignal(situation.opening[language])
  const where = useSignal<Place>(thread.kind === 'private' ? 'here' : 'topic')
  const whereTo = () => (where.value === 'topic' ? topicId : thread.id)
  const called = offered.value.roles
    .filter((role) => situation.roles.includes(role.id))
    .flatMap(({ onDuty }) => onDuty)
  const names = listed([...new Set(called)].map((one) => person(one).name))

  const send = async () => {
    const said = text.value.trim()
    if (said === '') return words.needText
    const wanted = { situation: situation.id, language, thread: whereTo(), topic: where.value === 'topic' }
    const answer = await openSituation(id, { ...wanted, text: said })
    if (!answer.ok) return whyNot(answer.reason)
    // Its own event may still be on the way.
    if (!threadById(whereTo())) await refresh()
    return undefined
  }

  const begun = () => {
    onClose()
    openThread(whereTo())
    void toLatest(whereTo(), false)
  }

  return (
    <FormDialog
      title={say.title(situation.title[language])}
      submit={say.send}
      send={send}
      onClose={onClose}
      onDone={begun}
    >
      <TextField long autofocus label={say.opening} text={text} />
      {thread.kind !== 'private' && (
        <PillChoice legend={say.where} all={places} chosen={where} label={(one) => say[one]} />
      )}
      {where.value === 'here' && <GuestsSee thread={thread} />}
      <p class="form-hint">
        {say.settles}: {situation.settles[language]}
      </p>
      <p class="form-hint" role="status">
        {offered.value.roles.length > 0 && (names ? say.calls(names) : say.callsNobody)}
      </p>
      {situation.checklist.length > 0 && (
        <div class="form-hint">
          {say.checklist}
          <ul class="situation-list">
            {situation.checklist.map((item) => (
              <li key={item.en} class="isolate">
                {item[language]}
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  )
}
