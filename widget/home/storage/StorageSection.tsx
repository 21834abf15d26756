import { useEffect } from 'preact/hooks'
import type { ShownStorage, StorageMode } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { Button } from '../../parts/Button.tsx'
import { Chip } from '../../parts/Chip.tsx'
import { shortWhen } from '../../parts/dates.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { homeWords } from '../words/index.ts'
import { Going } from './Going.tsx'
import { Switching } from './Switching.tsx'
import { failure, loadStorage, looked, storage, watchGoing } from './storage.model.ts'
import { storageWords } from './words.ts'
import '../choices/settings.css'
import './storage.css'

const modes: StorageMode[] = ['archive', 'relay']

/** Where the talk is kept: what holds, how far it is carried out, and what another choice would do. */
export function StorageSection() {
  const say = storageWords()
  useEffect(() => {
    looked.value = undefined
    void loadStorage()
    return watchGoing()
  }, [])
  const now = storage.value
  if (failure.value && !now) {
    return (
      <State within icon="alert" title={say.title} text={inWords(failure.value)}>
        <Button onClick={() => void loadStorage()}>{words.retry}</Button>
      </State>
    )
  }
  const shown = looked.value ?? now?.mode
  return (
    <div class="settings storage">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{now ? whoChose(now) : words.loading}</p>
        </div>
      </header>
      {now && shown && (
        <>
          <fieldset class="storage-modes">
            <legend class="hidden">{say.title}</legend>
            {modes.map((mode) => (
              <Mode key={mode} mode={mode} holds={mode === now.mode} chosen={mode === shown} />
            ))}
          </fieldset>
          {now.mode === 'relay' && <Going now={now} />}
          <Switching now={now} to={shown} />
        </>
      )}
    </div>
  )
}

/** A choice as a card: looking at it changes nothing. */
function Mode({ mode, holds, chosen }: { mode: StorageMode; holds: boolean; chosen: boolean }) {
  const say = storageWords()
  return (
    <label class="settings-card storage-mode">
      <input
        type="radio"
        name="storage"
        checked={chosen}
        onChange={() => {
          looked.value = mode
        }}
      />
      <span>
        <b>{say.modes[mode]}</b>
        {holds && <Chip tone="ok">{say.holds}</Chip>}
        <small>{say.about[mode]}</small>
      </span>
    </label>
  )
}

function whoChose({ since, by }: ShownStorage): string {
  const { chosen, chosenByNobody, somebody } = homeWords.settings
  return since ? chosen(by?.name ?? somebody, shortWhen(since)) : chosenByNobody
}
