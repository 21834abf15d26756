import { useEffect } from 'preact/hooks'
import { State } from '../../card/States.tsx'
import { Button } from '../../parts/Button.tsx'
import { dateOnly, shortWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { homeWords } from '../words/index.ts'
import { PreviewDialog } from './PreviewDialog.tsx'
import { Receipts } from './Receipts.tsx'
import { Rules } from './Rules.tsx'
import {
  busy,
  changed,
  draft,
  dropChanges,
  failure,
  kept,
  loadRetention,
  preview,
  previewed,
} from './retention.model.ts'
import { retentionWords } from './words.ts'
import '../choices/settings.css'
import './retention.css'

/** How long files, messages and logs are kept, what a change would do, and what has gone. */
export function RetentionSection() {
  const say = retentionWords()
  useEffect(() => void loadRetention(), [])
  const now = kept.value
  if (failure.value && !now) {
    return (
      <State within icon="alert" title={say.title} text={inWords(failure.value)}>
        <Button onClick={() => void loadRetention()}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="settings retention">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{now ? whoChose() : words.loading}</p>
        </div>
        <Button disabled={!changed.value || busy.value} onClick={dropChanges}>
          {words.cancel}
        </Button>
        <Button kind="primary" disabled={!changed.value || busy.value} onClick={() => void look()}>
          {say.preview}
        </Button>
      </header>
      {now && <p class="settings-hint">{say.hint}</p>}
      {now?.shortenedFrom && <p class="settings-hint">{say.stillKept(dateOnly(now.shortenedFrom))}</p>}
      {now && <Rules rules={draft.value} known={now.known} />}
      {now && <Receipts />}
      {previewed.value && <PreviewDialog shown={previewed.value} />}
    </div>
  )
}

function whoChose(): string {
  const { chosen, chosenByNobody, somebody } = homeWords.settings
  const last = kept.value?.chosen
  return last ? chosen(last.by?.name ?? somebody, shortWhen(last.at)) : chosenByNobody
}

async function look() {
  const answer = await preview()
  const say = retentionWords()
  if (!answer.ok) toast({ text: answer.reason === 'bad_request' ? say.wrong : inWords(answer.reason) })
}
