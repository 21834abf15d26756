import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Situation } from '../../backend/shown.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { PillChoice } from '../parts/PillChoice.tsx'
import { Drafted } from '../roles/Drafted.tsx'
import { directory } from '../roles/directory.model.ts'
import { chosen, type Language, listed } from '../words/index.ts'
import { addLine, addSituation, changeSituation, playbook, removeSituation } from './playbook.model.ts'
import { situationWords } from './words.ts'
import '../roles/roles.css'
import '../parts/pill-choice.css'
import './situations.css'

const languages = ['ru', 'uk', 'en'] as const

/** What comes up again and again, and what is done then. */
export function SituationsSettings() {
  const say = situationWords()
  const opened = useSignal<string | undefined>(undefined)
  const language = useSignal<Language>(chosen.language)
  useEffect(() => void directory.read(), [])
  return (
    <Drafted title={say.title} hint={say.hint} of={playbook} problem={problemOf}>
      {playbook.draft.value && (
        <section class="settings-card roles-card">
          <PillChoice
            legend={say.language}
            all={languages}
            chosen={language}
            label={(one) => say.languages[one]}
          />
          {playbook.draft.value.map((situation) => (
            <SituationFields
              key={situation.id}
              situation={situation}
              language={language}
              open={opened.value === situation.id}
            />
          ))}
          <Button
            small
            onClick={() => {
              opened.value = addSituation()
            }}
          >
            <Icon name="plus" size="s" />
            {say.add}
          </Button>
        </section>
      )}
    </Drafted>
  )
}

type SituationFieldsProps = { situation: Situation; language: Signal<Language>; open: boolean }

function SituationFields({ situation, language: { value: language }, open }: SituationFieldsProps) {
  const say = situationWords()
  const { id, title, roles, settles, opening } = situation
  const known = (directory.kept.value?.roles ?? []).filter(({ retiredAt }) => !retiredAt)
  const names = known.filter((role) => roles.includes(role.id)).map((role) => role.title[chosen.language])
  const write = (what: 'title' | 'settles' | 'opening') => (event: { currentTarget: { value: string } }) => {
    const text = event.currentTarget.value
    changeSituation(id, (now) => ({ ...now, [what]: { ...now[what], [language]: text } }))
  }
  return (
    <details class="role" open={open}>
      <summary>
        <b class="isolate">{title[chosen.language] || say.fresh}</b>
        <small class="isolate ellipsis">{listed(names)}</small>
      </summary>
      <div class="role-fields">
        <label class="roles-field">
          {say.name}
          <input type="text" maxLength={80} value={title[language]} onInput={write('title')} />
        </label>
        <fieldset class="pills">
          <legend>{say.roles}</legend>
          {known.map((role) => (
            <label key={role.id}>
              <input
                type="checkbox"
                checked={roles.includes(role.id)}
                onChange={(event) => {
                  const { checked } = event.currentTarget
                  changeSituation(id, (now) => ({
                    ...now,
                    roles: [...now.roles.filter((one) => one !== role.id), ...(checked ? [role.id] : [])],
                  }))
                }}
              />
              <span>{role.title[chosen.language]}</span>
            </label>
          ))}
        </fieldset>
        <label class="roles-field">
          {say.settles}
          <input type="text" maxLength={300} value={settles[language]} onInput={write('settles')} />
        </label>
        <label class="roles-field">
          {say.opening}
          <textarea
            class="situation-opening"
            rows={3}
            maxLength={2000}
            value={opening[language]}
            onInput={write('opening')}
          />
        </label>
        <Lines situation={situation} language={language} />
        <Button small kind="danger" onClick={() => removeSituation(id)}>
          {say.remove}
        </Button>
      </div>
    </details>
  )
}

function Lines({ situation: { id, checklist }, language }: { situation: Situation; language: Language }) {
  const say = situationWords()
  return (
    <div class="roles-field">
      {say.checklist}
      {checklist.map((line, place) => (
        <span key={place} class="situation-line">
          <input
            type="text"
            aria-label={say.line(place + 1)}
            maxLength={200}
            value={line[language]}
            onInput={(event) => {
              const text = event.currentTarget.value
              changeSituation(id, (now) => ({
                ...now,
                checklist: now.checklist.map((one, n) => (n === place ? { ...one, [language]: text } : one)),
              }))
            }}
          />
          <IconButton
            small
            icon="trash"
            label={say.removeLine(place + 1)}
            onClick={() =>
              changeSituation(id, (now) => ({
                ...now,
                checklist: now.checklist.filter((_, n) => n !== place),
              }))
            }
          />
        </span>
      ))}
      <span>
        <Button small onClick={() => addLine(id)}>
          {say.addLine}
        </Button>
      </span>
    </div>
  )
}

/** Every text is there in three languages: whoever opens it may have any. */
function problemOf(situations: Situation[]): string | undefined {
  const say = situationWords()
  for (const { title, settles, opening, checklist } of situations) {
    const lacking = languages.find((language) =>
      [title, settles, opening, ...checklist].some((text) => text[language].trim() === ''),
    )
    if (lacking) return say.incomplete(title[chosen.language] || say.fresh, say.languages[lacking])
  }
  return undefined
}
