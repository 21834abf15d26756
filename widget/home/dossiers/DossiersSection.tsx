import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownDossier } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { fileSize } from '../../files/size.ts'
import { Button } from '../../parts/Button.tsx'
import { fullWhen, shortWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { cardByKey, loadKnown } from '../known.model.ts'
import { AskDialog } from './AskDialog.tsx'
import { failure, fetchDossier, loadDossiers, mine, watchMaking } from './dossiers.model.ts'
import { dossierWords } from './words.ts'
import '../choices/settings.css'
import './dossiers.css'

/** All of a deal's talk as one archive: asked for here, waited for, fetched. */
export function DossiersSection() {
  const say = dossierWords()
  const asking = useSignal(false)
  useEffect(() => {
    void loadDossiers()
    void loadKnown()
    return watchMaking()
  }, [])
  const all = mine.value
  if (failure.value && !all) {
    return (
      <State within icon="alert" title={say.title} text={inWords(failure.value)}>
        <Button onClick={() => void loadDossiers()}>{words.retry}</Button>
      </State>
    )
  }
  const show = (shown: boolean) => () => {
    asking.value = shown
  }
  return (
    <div class="settings dossiers">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{all ? say.hint : words.loading}</p>
        </div>
        <Button kind="primary" disabled={!all} onClick={show(true)}>
          {say.make}
        </Button>
      </header>
      {all?.dossiers.length === 0 && <p class="settings-card settings-hint">{say.none}</p>}
      {all?.dossiers.map((one) => (
        <DossierCard key={one.id} dossier={one} />
      ))}
      {all && asking.value && <AskDialog mayReadPrivate={all.whole} onClose={show(false)} />}
    </div>
  )
}

function DossierCard({ dossier }: { dossier: ShownDossier }) {
  const say = dossierWords()
  const { id, record, at, whole, state } = dossier
  return (
    <article class="settings-card dossier">
      <h3 class="isolate">{cardByKey(record)}</h3>
      <p class="settings-hint">
        {say.asked(shortWhen(at))}
        {whole && ` · ${say.withPrivate}`}
      </p>
      <p role="status">{stateInWords(dossier)}</p>
      {state === 'making' && <Progress dossier={dossier} />}
      {state === 'ready' && (
        <Button small onClick={() => void fetchIt(id)}>
          {say.fetch}
        </Button>
      )}
    </article>
  )
}

/** Beside the words, which say the same. */
function Progress({ dossier: { done, total } }: { dossier: ShownDossier }) {
  return (
    <progress class="dossier-progress" aria-hidden="true" {...(total > 0 && { value: done, max: total })} />
  )
}

function stateInWords({ state, done, total, size, until, failure }: ShownDossier): string {
  const say = dossierWords()
  if (state === 'failed') return say.failures[failure ?? 'broken']
  if (state === 'gone') return say.gone
  if (state === 'ready') return say.ready(fileSize(size ?? 0), fullWhen(until ?? ''))
  return total === 0 ? say.counting : say.making(done.toLocaleString(), total.toLocaleString())
}

async function fetchIt(id: string) {
  const answer = await fetchDossier(id)
  toast({ text: answer.ok ? dossierWords().fetched : inWords(answer.reason) })
}
