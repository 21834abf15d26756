import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownThread, Situation } from '../../backend/shown.ts'
import { openThread, person, refresh, threadById } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { useOfferedRoles } from '../questions/asked-whom.ts'
import { openSituation } from '../questions/asking.model.ts'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { toLatest } from '../threads/timeline.model.ts'
import { chosen, listed } from '../words/index.ts'
import '../card/new-thread.css'
import '../tasks/task-dialog.css'
import '../questions/whom-choice.css'

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
  const topic = useSignal(thread.kind !== 'private')
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)
  const called = offered.value.roles
    .filter((role) => situation.roles.includes(role.id))
    .flatMap(({ onDuty }) => onDuty)
  const names = listed([...new Set(called)].map((one) => person(one).name))

  const send = async (event: Event) => {
    event.preventDefault()
    problem.value = text.value.trim() === '' ? words.needText : undefined
    if (problem.value || busy.value) return
    busy.value = true
    const where = topic.value ? topicId : thread.id
    const wanted = { situation: situation.id, language, thread: where, topic: topic.value }
    const answer = await openSituation(id, { ...wanted, text: text.value.trim() })
    // Its own event may still be on the way.
    if (answer.ok && !threadById(where)) await refresh()
    busy.value = false
    if (!answer.ok) {
      problem.value = whyNot(answer.reason)
      return
    }
    onClose()
    openThread(where)
    void toLatest(where, false)
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form="open-situation" disabled={busy}>
        {say.send}
      </Button>
    </>
  )

  return (
    <Dialog title={say.title(situation.title[language])} onClose={onClose} actions={actions}>
      <form id="open-situation" class="new-thread" onSubmit={send}>
        <label class="new-thread-field">
          {say.opening}
          <textarea
            data-autofocus
            class="ask-text"
            dir="auto"
            value={text}
            onInput={(event) => {
              text.value = event.currentTarget.value
            }}
          />
        </label>
        {thread.kind !== 'private' && (
          <fieldset class="task-due">
            <legend>{say.where}</legend>
            {[true, false].map((own) => (
              <label key={String(own)}>
                <input
                  type="radio"
                  name="where"
                  checked={topic.value === own}
                  onChange={() => {
                    topic.value = own
                  }}
                />
                <span>{own ? say.topic : say.here}</span>
              </label>
            ))}
          </fieldset>
        )}
        <p class="ask-due">
          {say.settles}: {situation.settles[language]}
        </p>
        <p class="ask-due" role="status">
          {offered.value.roles.length > 0 && (names ? say.calls(names) : say.callsNobody)}
        </p>
        {situation.checklist.length > 0 && (
          <div class="ask-due">
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
        <p class="new-thread-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
