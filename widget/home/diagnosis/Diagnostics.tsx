import { useEffect } from 'preact/hooks'
import { State } from '../../card/States.tsx'
import { Button } from '../../parts/Button.tsx'
import { clock } from '../../parts/dates.ts'
import { Icon } from '../../parts/Icon.tsx'
import { toast } from '../../parts/toast.ts'
import { copyText } from '../../threads/copy.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { server } from '../home.model.ts'
import { homeWords } from '../words/index.ts'
import { check, checking, diagnosis, failure } from './diagnosis.model.ts'
import { FindingCard } from './FindingCard.tsx'
import { RoundTrip } from './RoundTrip.tsx'
import { reportOf } from './report.ts'
import './diagnostics.css'

/** How the connection with the host is, and what an administrator can do about it. */
export function Diagnostics() {
  useEffect(() => void check(server()), [])
  const say = homeWords.diagnosis
  const found = diagnosis.value
  if (!found) {
    if (!failure.value) return <p class="diagnostics-loading">{say.loading}</p>
    return (
      <State within icon="alert" title={homeWords.diagnostics} text={inWords(failure.value)}>
        <Button onClick={() => void check(server())}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="diagnostics" aria-busy={checking.value}>
      <header class="diagnostics-head">
        <div class="diagnostics-title">
          <h2>{homeWords.diagnostics}</h2>
          <p>
            {found.portal} · {say.checkedAt(clock(found.at))}
          </p>
        </div>
        <Button onClick={() => void copyReport()}>
          <Icon name="copy" size="s" />
          {say.copy}
        </Button>
        <Button disabled={checking.value} onClick={() => void check(server())}>
          <Icon name="reload" size="s" />
          {say.again}
        </Button>
      </header>
      {failure.value && <p class="diagnostics-failed">{inWords(failure.value)}</p>}
      <p class="diagnostics-hint">{say.hint}</p>
      <RoundTrip findings={found.findings} />
      <ul class="diagnostics-findings">
        {found.findings.map((finding) => (
          <FindingCard key={finding.about} finding={finding} />
        ))}
      </ul>
    </div>
  )
}

async function copyReport(): Promise<void> {
  const found = diagnosis.peek()
  if (!found) return
  const { copied, copyFailed } = homeWords.diagnosis
  toast({ text: (await copyText(reportOf(found))) ? copied : copyFailed })
}
