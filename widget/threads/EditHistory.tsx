import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import type { Result, Version } from '../api.ts'
import { server } from '../card/card.model.ts'
import { elsewhereWords } from '../elsewhere/words.ts'
import { fullWhen } from '../parts/dates.ts'
import { Popover } from '../parts/Popover.tsx'
import { openedWords } from '../words/opened.ts'
import { inWords } from './in-words.ts'
import './edit-history.css'

type EditHistoryProps = { message: ShownMessage; anchor: HTMLElement; onClose: () => void }

/** What a message said before it was changed. */
export function EditHistory({ message, anchor, onClose }: EditHistoryProps) {
  const say = openedWords().history
  const answer = useSignal<Result<{ versions: Version[] }> | undefined>(undefined)
  useEffect(() => {
    void server()
      .versions(message.thread, message.id)
      .then((got) => {
        answer.value = got
      })
  }, [message.thread, message.id, message.editedAt])

  return (
    <Popover anchor={anchor} label={say.title} onClose={onClose}>
      <div class="history" aria-busy={!answer.value}>
        <h3>{say.title}</h3>
        {answer.value?.ok === false && <p>{inWords(answer.value.reason)}</p>}
        {answer.value?.ok && answer.value.value.versions.length === 0 && <p>{elsewhereWords().noVersions}</p>}
        {answer.value?.ok && (
          <ol>
            {answer.value.value.versions.map(({ text, until }) => (
              <li key={until}>
                <p class="history-text" dir="auto">
                  {text}
                </p>
                <p class="history-until">{say.until(fullWhen(until))}</p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Popover>
  )
}
