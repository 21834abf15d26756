import { useSignal } from '@preact/signals'
import type { AuditHead } from '../../../backend/shown.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { shortWhen } from '../../parts/dates.ts'
import { FormDialog } from '../../parts/FormDialog.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { OneOf } from '../../parts/OneOf.tsx'
import { toast } from '../../parts/toast.ts'
import { copyText } from '../../threads/copy.ts'
import { inWords } from '../../threads/in-words.ts'
import { number } from '../../words/index.ts'
import { started } from '../home.model.ts'
import { cardByKey, knownCards } from '../known.model.ts'
import { publishAt } from './audit.model.ts'
import { auditWords } from './words.ts'

/** How far it can be proven, by which key, and where what proves it goes. */
export function Signed({ head }: { head: AuditHead }) {
  const say = auditWords()
  const choosing = useSignal(false)
  const { size, at, published, key, record } = head
  const close = () => {
    choosing.value = false
  }
  return (
    <section class="settings-card audit-signed">
      <p>
        <Icon name="shield" size="s" />
        <span>{at ? say.signed(number(size), shortWhen(at)) : say.unsigned}</span>
      </p>
      {at && (
        <p>
          <Icon name="history" size="s" />
          <span class="isolate">
            {record ? say.publishedIn(cardByKey(record)) : say.publishedNowhere}
            {published > 0 && ` ${say.published(number(published))}`}
          </span>
          {started.value?.home.admin && (
            <Button
              kind="text"
              small
              onClick={() => {
                choosing.value = true
              }}
            >
              {record ? say.change : say.choose}
            </Button>
          )}
        </p>
      )}
      {key && (
        <p class="audit-key">
          <span>{say.key}:</span> <code>{key}</code>
          <IconButton
            icon="copy"
            small
            label={say.copyKey}
            onClick={async () => {
              if (await copyText(key)) toast({ text: say.copied })
            }}
          />
        </p>
      )}
      {choosing.value && <PublishDialog now={record ?? ''} onClose={close} />}
    </section>
  )
}

/** Chooses the card in whose history heads of the log are published, or none. */
function PublishDialog({ now, onClose }: { now: string; onClose: () => void }) {
  const say = auditWords()
  const record = useSignal(now)
  const send = async () => {
    const answer = await publishAt(record.value || null)
    return answer.ok ? undefined : inWords(answer.reason)
  }
  return (
    <FormDialog title={say.publish} submit={say.save} send={send} onClose={onClose}>
      <p class="form-hint">{say.publishHint}</p>
      <OneOf
        autofocus
        label={say.fields.record}
        placeholder={say.publishNowhere}
        options={knownCards.value}
        chosen={record.value}
        onChoose={(id) => {
          record.value = id
        }}
      />
    </FormDialog>
  )
}
