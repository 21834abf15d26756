import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { ShownPerson } from '../../backend/shown.ts'
import { State } from '../card/States.tsx'
import { homeWords } from '../home/words/index.ts'
import { Button } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { words } from '../words/index.ts'
import type { Draft } from './draft.model.ts'
import '../home/choices/settings.css'
import './drafted.css'

type Kept = { version: string; changed?: { at: string; by: ShownPerson | null } }

type DraftedProps<Shown extends Kept, Wanted> = {
  title: string
  hint: string
  of: Draft<Shown, Wanted>
  /** Why it can't be saved as it is; undefined when it can. */
  problem: (wanted: Wanted) => string | undefined
  children: ComponentChildren
}

/** A page of settings that are saved together, with who has changed them last. */
export function Drafted<Shown extends Kept, Wanted>(props: DraftedProps<Shown, Wanted>) {
  const { title, hint, of, problem, children } = props
  const say = homeWords.settings
  useEffect(() => void of.read(), [])
  if (of.failure.value && !of.draft.value) {
    return (
      <State within icon="alert" title={title} text={inWords(of.failure.value)}>
        <Button onClick={() => void of.read()}>{words.retry}</Button>
      </State>
    )
  }
  const last = of.kept.value?.changed
  const idle = !of.changed.value || of.saving.value
  const wrong = of.draft.value && problem(of.draft.value)
  return (
    <div class="settings">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{title}</h2>
          <p>
            {!of.draft.value
              ? words.loading
              : last
                ? say.chosen(last.by?.name ?? say.somebody, shortWhen(last.at))
                : say.chosenByNobody}
          </p>
        </div>
        <Button disabled={idle} onClick={of.drop}>
          {say.cancel}
        </Button>
        <Button kind="primary" disabled={idle || wrong !== undefined} onClick={() => void saveAndTell(of)}>
          {say.save}
        </Button>
        {of.changed.value && wrong && (
          <p class="drafted-problem" role="alert">
            {wrong}
          </p>
        )}
      </header>
      {of.overtaken.value && (
        <p class="settings-overtaken" role="alert">
          {say.changedMeanwhile(of.overtaken.value.by ?? say.somebody)}
        </p>
      )}
      <p class="settings-hint">{hint}</p>
      {children}
    </div>
  )
}

async function saveAndTell<Shown extends Kept, Wanted>(of: Draft<Shown, Wanted>): Promise<void> {
  const answer = await of.keep()
  if (answer?.ok) toast({ text: homeWords.settings.saved })
  // Who was overtaken reads so above his settings.
  else if (answer && answer.reason !== 'changed_meanwhile') toast({ text: inWords(answer.reason) })
}
