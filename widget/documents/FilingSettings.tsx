import { useSignal } from '@preact/signals'
import type { DocumentKind, FileClassSet, Filing, Standing } from '../../backend/shown.ts'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { PillChoice } from '../parts/PillChoice.tsx'
import { Drafted } from '../roles/Drafted.tsx'
import { chosen, type Language } from '../words/index.ts'
import { addClass, addKind, addKit, changeClass, changeKind, filing, retire } from './filing.model.ts'
import { filingWords } from './filing-words.ts'
import { KitFields } from './KitFields.tsx'
import '../roles/roles.css'
import '../parts/pill-choice.css'

const languages = ['ru', 'uk', 'en'] as const
const standings: Standing[] = ['administrator', 'head', 'manager', 'specialist', 'observer', 'compliance']

/** What files are called, which classes they have, and which documents deals need. */
export function FilingSettings() {
  const say = filingWords()
  const language = useSignal<Language>(chosen.language)
  const opened = useSignal<string | undefined>(undefined)
  const now = filing.draft.value
  const add = (make: () => string) => () => {
    opened.value = make()
  }
  return (
    <Drafted title={say.title} hint={say.hint} of={filing} problem={problemOf}>
      {now && (
        <>
          <section class="settings-card roles-card">
            <PillChoice
              legend={say.language}
              all={languages}
              chosen={language}
              label={(one) => say.languages[one]}
            />
          </section>
          <section class="settings-card roles-card">
            <h3>{say.kits}</h3>
            <p class="roles-hint">{say.kitsHint}</p>
            {now.kits.map((kit) => (
              <KitFields
                key={kit.id}
                kit={kit}
                kinds={now.kinds}
                language={language.value}
                open={opened.value === kit.id}
              />
            ))}
            <Add label={say.addKit} onAdd={add(addKit)} />
          </section>
          <section class="settings-card roles-card">
            <h3>{say.kinds}</h3>
            <p class="roles-hint">{say.kindsHint}</p>
            {now.kinds.map((kind) => (
              <KindFields
                key={kind.id}
                kind={kind}
                classes={now.classes}
                language={language.value}
                open={opened.value === kind.id}
              />
            ))}
            <Add label={say.addKind} onAdd={add(addKind)} />
          </section>
          <section class="settings-card roles-card">
            <h3>{say.classes}</h3>
            <p class="roles-hint">{say.classesHint}</p>
            {now.classes.map((one) => (
              <ClassFields key={one.id} of={one} language={language.value} open={opened.value === one.id} />
            ))}
            <Add label={say.addClass} onAdd={add(addClass)} />
          </section>
        </>
      )}
    </Drafted>
  )
}

function Add({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Button small onClick={onAdd}>
      <Icon name="plus" size="s" />
      {label}
    </Button>
  )
}

type KindFieldsProps = {
  kind: DocumentKind
  classes: FileClassSet[]
  language: Language
  open: boolean
}

function KindFields({ kind, classes, language, open }: KindFieldsProps) {
  const say = filingWords()
  const { id, title, class: of, retiredAt } = kind
  const implied = classes.find((one) => one.id === of)?.title[chosen.language]
  return (
    <details class="role" open={open}>
      <summary>
        <b class="isolate">{title[chosen.language] || say.fresh}</b>
        <Told text={retiredAt ? say.retired : implied} />
      </summary>
      <div class="role-fields">
        <Name title={title} language={language} onName={(to) => changeKind(id, { title: to })} />
        <label class="roles-field">
          {say.class}
          <select
            value={of ?? ''}
            onChange={(event) => changeKind(id, { class: event.currentTarget.value || null })}
          >
            <option value="">{say.noClass}</option>
            {classes.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title[chosen.language]}
              </option>
            ))}
          </select>
        </label>
        <Retire on={retiredAt !== undefined} onChange={(on) => retire('kinds', id, on)} />
      </div>
    </details>
  )
}

function ClassFields({ of, language, open }: { of: FileClassSet; language: Language; open: boolean }) {
  const say = filingWords()
  const { id, title, closedTo, retiredAt } = of
  const closed = closedTo.map((one) => say.standings[one]).join(', ')
  return (
    <details class="role" open={open}>
      <summary>
        <b class="isolate">{title[chosen.language] || say.fresh}</b>
        <Told text={retiredAt ? say.retired : closed && say.closed(closed)} />
      </summary>
      <div class="role-fields">
        <Name title={title} language={language} onName={(to) => changeClass(id, { title: to })} />
        <fieldset class="pills">
          <legend>{say.closedTo}</legend>
          {standings.map((one) => (
            <label key={one}>
              <input
                type="checkbox"
                checked={closedTo.includes(one)}
                onChange={(event) => {
                  const others = closedTo.filter((each) => each !== one)
                  changeClass(id, { closedTo: event.currentTarget.checked ? [...others, one] : others })
                }}
              />
              <span>{say.standings[one]}</span>
            </label>
          ))}
        </fieldset>
        <p class="roles-hint">{say.closedHint}</p>
        <Retire on={retiredAt !== undefined} onChange={(on) => retire('classes', id, on)} />
      </div>
    </details>
  )
}

/** Beside the name of what is folded away. */
function Told({ text }: { text: string | undefined }) {
  return text ? <small class="isolate ellipsis">{text}</small> : null
}

type Title = DocumentKind['title']
type NameProps = { title: Title; language: Language; onName: (title: Title) => void }

export function Name({ title, language, onName }: NameProps) {
  return (
    <label class="roles-field">
      {filingWords().name}
      <input
        type="text"
        maxLength={80}
        value={title[language]}
        onInput={(event) => onName({ ...title, [language]: event.currentTarget.value })}
      />
    </label>
  )
}

function Retire({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="filing-retire">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {filingWords().retire}
    </label>
  )
}

/** Everything has a name in each language: whoever reads it may have any. */
function problemOf({ kinds, classes, kits }: Filing): string | undefined {
  const say = filingWords()
  for (const { title } of [...kinds, ...classes, ...kits]) {
    const lacking = languages.find((language) => title[language].trim() === '')
    if (lacking) return say.incomplete(title[chosen.language] || say.fresh, say.languages[lacking])
  }
  return undefined
}
