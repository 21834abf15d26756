import { useEffect } from 'preact/hooks'
import type { AuditAct, AuditHead } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { shortWhen } from '../../parts/dates.ts'
import { Icon } from '../../parts/Icon.tsx'
import { toast } from '../../parts/toast.ts'
import { copyText } from '../../threads/copy.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { busy, failure, head, load, more, page, sought } from './audit.model.ts'
import { Entry } from './Entry.tsx'
import { Filter } from './Filter.tsx'
import { auditWords } from './words.ts'
import '../choices/settings.css'
import './audit.css'

/** Who did what, when and from where. */
export function AuditSection() {
  const say = auditWords()
  const acts = Object.keys(say.acts) as AuditAct[]
  useEffect(() => void load(acts), [])
  function seek(name: 'by' | 'record' | 'thing', id: string) {
    sought.value = { ...sought.peek(), [name]: id }
    void load(acts)
  }
  const shown = page.value
  if (failure.value && !shown) {
    return (
      <State within icon="alert" title={say.title} text={inWords(failure.value)}>
        <Button onClick={() => void load(acts)}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="settings audit">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{shown ? say.hint : words.loading}</p>
        </div>
      </header>
      {head.value && <Signed head={head.value} />}
      <Filter acts={acts} />
      {shown?.entries.length === 0 && <p class="settings-card settings-hint">{say.none}</p>}
      {shown && shown.entries.length > 0 && (
        <ul class="audit-rows settings-card">
          {shown.entries.map((entry) => (
            <Entry key={entry.position} entry={entry} names={shown.names} onSeek={seek} />
          ))}
        </ul>
      )}
      {shown?.before !== undefined && (
        <Button disabled={busy.value} onClick={() => void more(acts)}>
          {say.more}
        </Button>
      )}
    </div>
  )
}

/** How far it can be proven, and by which key. */
function Signed({ head: { size, at, published, key } }: { head: AuditHead }) {
  const say = auditWords()
  const number = (n: number) => n.toLocaleString()
  return (
    <section class="settings-card audit-signed">
      <p>
        <Icon name="shield" size="s" />
        <span>
          {at ? say.signed(number(size), shortWhen(at)) : say.unsigned};{' '}
          {published > 0 ? say.published(number(published)) : say.notPublished}.
        </span>
      </p>
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
    </section>
  )
}
