import { Button } from '../parts/Button.tsx'
import { Chip } from '../parts/Chip.tsx'
import { fullWhen } from '../parts/dates.ts'
import { Step } from './Step.tsx'
import {
  changeForms,
  choose,
  chosen,
  lookAtChange,
  type Preview,
  previews,
  putBack,
  standing,
  working,
} from './setup.model.ts'
import { setupWords } from './words/index.ts'

/** Which forms get the tab: chosen, looked at, changed, and put back if need be. */
export function Forms({ number }: { number: number }) {
  const say = setupWords.forms
  const { forms = [], former = [] } = standing.value ?? {}
  const busy = working.value !== undefined
  const done = forms.some(({ tab }) => tab === 'there')
  return (
    <Step step="forms" number={number} title={say.title} text={say.text} done={done}>
      <ul class="setup-forms">
        {forms.map(({ id, name, type, tab }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.value.has(id)}
                disabled={busy}
                onChange={({ currentTarget }) => choose(id, currentTarget.checked)}
              />
              <span class="isolate">{`${say.kinds[type] ?? type}: ${name}`}</span>
            </label>
            <Chip {...(tab !== 'none' && { tone: tab === 'there' ? ('ok' as const) : ('warn' as const) })}>
              {(type === 'menu' ? say.entry : say.tab)[tab]}
            </Chip>
          </li>
        ))}
      </ul>
      {previews.value.length === 0 ? (
        <Button disabled={busy || chosen.value.size === 0} onClick={() => void lookAtChange()}>
          {say.look}
        </Button>
      ) : (
        <Previews />
      )}
      {former.length > 0 && (
        <ul class="setup-forms">
          {former.map(({ form, name, changedAt }) => (
            <li key={form}>
              <span class="isolate">{`${name} · ${say.former(fullWhen(changedAt))}`}</span>
              <Button
                small
                disabled={busy}
                aria-label={`${say.undo}: ${name}`}
                onClick={() => void putBack(form)}
              >
                {say.undo}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Step>
  )
}

function Previews() {
  const say = setupWords.forms
  const busy = working.value !== undefined
  return (
    <div class="setup-previews">
      {previews.value.map((preview) => (
        <Difference key={preview.form} {...preview} />
      ))}
      <div class="setup-acts">
        {previews.value.some(isChange) && (
          <Button kind="primary" disabled={busy} onClick={() => void changeForms()}>
            {say.write}
          </Button>
        )}
        <Button
          disabled={busy}
          onClick={() => {
            previews.value = []
          }}
        >
          {say.back}
        </Button>
      </div>
    </div>
  )
}

const marks = { added: '+ ', taken: '− ', kept: '  ', gap: '⋯ ' }

const isChange = ({ lines }: Preview) => lines.some(({ what }) => what === 'added' || what === 'taken')

function Difference(preview: Preview) {
  const { name, lines } = preview
  return (
    <figure class="setup-difference">
      <figcaption>{name}</figcaption>
      {isChange(preview) ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <pre dir="ltr" tabIndex={0}>
          {lines.map(({ what, text }, place) => (
            <span key={place} class={`line-${what}`}>{`${marks[what]}${text}\n`}</span>
          ))}
        </pre>
      ) : (
        <p>{setupWords.forms.nothing}</p>
      )}
    </figure>
  )
}
