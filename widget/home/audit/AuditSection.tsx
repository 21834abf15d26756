import { useEffect } from 'preact/hooks'
import type { AuditAct } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { Button } from '../../parts/Button.tsx'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { loadKnown } from '../known.model.ts'
import { busy, failure, head, load, more, page, sought } from './audit.model.ts'
import { Entry } from './Entry.tsx'
import { Filter } from './Filter.tsx'
import { Signed } from './Signed.tsx'
import { auditWords } from './words.ts'
import '../choices/settings.css'
import './audit.css'

/** Who did what, when and from where. */
export function AuditSection() {
  const say = auditWords()
  const acts = Object.keys(say.acts) as AuditAct[]
  useEffect(() => {
    void load(acts)
    void loadKnown()
  }, [])
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
