import { useEffect } from 'preact/hooks'
import type { Choices, Level } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { Choice } from '../../notices/Choice.tsx'
import { Button } from '../../parts/Button.tsx'
import { shortWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { choosings, server, started } from '../home.model.ts'
import { homeWords } from '../words/index.ts'
import {
  change,
  changed,
  draft,
  dropChanges,
  failure,
  kept,
  loadChoices,
  overtaken,
  save,
  saving,
} from './choices.model.ts'
import { Margin } from './Margin.tsx'
import { Switch } from './Switch.tsx'
import { Uploads } from './Uploads.tsx'
import './settings.css'

/** Settings of the company, a card of rows for each matter. They are saved together. */
export function Settings({ of }: { of: 'history' | 'calling' | 'numbers' | 'uploads' }) {
  useEffect(() => void loadChoices(server()), [choosings.value])
  const choices = draft.value
  if (failure.value && !choices) {
    return (
      <State within icon="alert" title={homeWords[of]} text={inWords(failure.value)}>
        <Button onClick={() => void loadChoices(server())}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="settings">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{homeWords[of]}</h2>
          <p>{choices ? whoChose() : words.loading}</p>
        </div>
        <Button disabled={!changed.value || saving.value} onClick={dropChanges}>
          {homeWords.settings.cancel}
        </Button>
        <Button kind="primary" disabled={!changed.value || saving.value} onClick={() => void saveAndTell()}>
          {homeWords.settings.save}
        </Button>
      </header>
      {overtaken.value && (
        <p class="settings-overtaken" role="alert">
          {homeWords.settings.changedMeanwhile(overtaken.value.by ?? homeWords.settings.somebody)}
        </p>
      )}
      {choices && draw[of]({ choices })}
    </div>
  )
}

function History({ choices: { mirror, anchor } }: { choices: Choices }) {
  const say = homeWords.settings
  return (
    <section class="settings-card">
      <p class="settings-hint">{say.historyHint}</p>
      <Switch
        label={say.files}
        hint={say.filesHint}
        on={mirror.files}
        set={(files) => change((choices) => ({ ...choices, mirror: { ...choices.mirror, files } }))}
      />
      {started.value?.host === 'bitrix24' && <p class="settings-hint">{say.filesAtRemoval}</p>}
      <Switch
        label={say.topics}
        hint={say.topicsHint}
        on={mirror.topics}
        set={(topics) => change((choices) => ({ ...choices, mirror: { ...choices.mirror, topics } }))}
      />
      <Switch
        label={say.anchor}
        hint={say.anchorHint}
        on={anchor}
        set={(on) => change((choices) => ({ ...choices, anchor: on }))}
      />
    </section>
  )
}

function Calling({ choices: { notices, level } }: { choices: Choices }) {
  const say = homeWords.settings
  return (
    <section class="settings-card">
      <p class="settings-hint">{say.callingHint}</p>
      <Switch
        label={say.notices}
        hint={say.noticesHint}
        on={notices}
        set={(on) => change((choices) => ({ ...choices, notices: on }))}
      />
      <div class="settings-level">
        <Choice<Level>
          title={say.level}
          chosen={level}
          choose={(to) => change((choices) => ({ ...choices, level: to }))}
          options={(['all', 'calls', 'none'] as const).map((value) => ({ value, label: say.levels[value] }))}
        />
        <p class="settings-hint">{say.levelHint}</p>
      </div>
    </section>
  )
}

const draw = { history: History, calling: Calling, numbers: Margin, uploads: Uploads }

function whoChose(): string {
  const { chosen, chosenByNobody, somebody } = homeWords.settings
  const last = kept.value?.chosen
  return last ? chosen(last.by?.name ?? somebody, shortWhen(last.at)) : chosenByNobody
}

async function saveAndTell(): Promise<void> {
  const answer = await save(server())
  if (answer?.ok) toast({ text: homeWords.settings.saved })
  // Who was overtaken reads so above his settings.
  else if (answer && answer.reason !== 'changed_meanwhile') toast({ text: inWords(answer.reason) })
}
