import { useEffect } from 'preact/hooks'
import type { ShownErasure } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { Button } from '../../parts/Button.tsx'
import { dateOnly } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { started } from '../home.model.ts'
import { LastWish } from '../parting/LastWish.tsx'
import { AskForm } from './AskForm.tsx'
import { Consents } from './Consents.tsx'
import { certificate, erasures, failure, goOnWith, loadErasures, open, opening } from './erasure.model.ts'
import { Finds } from './Finds.tsx'
import { OpeningDialog } from './OpeningDialog.tsx'
import { saveFile } from './save-file.ts'
import { erasureWords } from './words.ts'
import '../choices/settings.css'
import './erasure.css'

/** Forgetting somebody: found, decided about find by find, done, and certified. */
export function ErasureSection() {
  const say = erasureWords()
  useEffect(() => void loadErasures(), [])
  const all = erasures.value
  if (failure.value && !all) {
    return (
      <State within icon="alert" title={say.title} text={inWords(failure.value)}>
        <Button onClick={() => void loadErasures()}>{words.retry}</Button>
      </State>
    )
  }
  const now = open.value
  return (
    <div class="settings erasure">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{all ? say.hint : words.loading}</p>
        </div>
      </header>
      {all && <AskForm key={now?.id ?? 'new'} shown={now} />}
      {now && <Finds shown={now} />}
      {all && !now && <Past all={all} />}
      {all && !now && <Consents />}
      {started.value?.home.admin && !now && <LastWish />}
      {opening.value && <OpeningDialog shown={opening.value} />}
    </div>
  )
}

function Past({ all }: { all: ShownErasure[] }) {
  const say = erasureWords()
  return (
    <section class="settings-card erasure-card">
      <h3>{say.past}</h3>
      {all.length === 0 && <p class="settings-hint">{say.noPast}</p>}
      <ul class="erasure-list">
        {all.map(({ id, at, by, state, counts }) => (
          <li key={id}>
            <span class="erasure-grow">
              {say.by(by?.name ?? say.somebody, dateOnly(at))}
              <small>
                {say.states[state]}
                {counts && ` · ${say.counts(counts)}`}
              </small>
            </span>
            {state === 'open' && (
              <Button small onClick={() => void tell(goOnWith(id))}>
                {say.goOn}
              </Button>
            )}
            {state === 'done' && (
              <Button small onClick={() => void download(id)}>
                {say.certificate}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

async function tell(done: ReturnType<typeof goOnWith>) {
  const answer = await done
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}

async function download(id: string) {
  const answer = await certificate(id)
  if (!answer.ok) return toast({ text: inWords(answer.reason) })
  saveFile(`certificate-${id}.json`, answer.value)
}
