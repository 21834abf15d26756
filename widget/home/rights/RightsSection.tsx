import { useEffect } from 'preact/hooks'
import type { Field, ShownStandings, Standing } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { Button } from '../../parts/Button.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { PeopleRights } from './PeopleRights.tsx'
import { failure, hide, loadRights, rights } from './rights.model.ts'
import { rightsWords } from './words.ts'
import '../choices/settings.css'
import './rights.css'

const standings: Standing[] = ['administrator', 'head', 'manager', 'specialist', 'observer', 'compliance']
const fields: Field[] = ['amount', 'bought', 'paid', 'margin', 'invoices', 'products', 'tasks']

/** Who may do what in the company's chats: what each role may, what is hidden from it, and who has which. */
export function RightsSection() {
  const say = rightsWords()
  useEffect(() => void loadRights(), [])
  const now = rights.value
  if (failure.value && !now) {
    return (
      <State within icon="alert" title={say.matrix} text={inWords(failure.value)}>
        <Button onClick={() => void loadRights()}>{words.retry}</Button>
      </State>
    )
  }
  return (
    <div class="settings rights">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.matrix}</h2>
          <p>{now ? say.hint : words.loading}</p>
        </div>
      </header>
      {now && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
          <section class="settings-card rights-scroll" aria-label={say.matrix} tabIndex={0}>
            <Matrix rights={now.rights} />
          </section>
          <section class="settings-card rights-scroll">
            <h3>{say.hidden}</h3>
            <p class="settings-hint">{say.hiddenHint}</p>
            <HiddenFields hidden={now.hidden} />
          </section>
          <section class="settings-card">
            <h3>{say.people}</h3>
            <PeopleRights people={now.people} />
          </section>
        </>
      )}
    </div>
  )
}

function Head({ of }: { of: string }) {
  const say = rightsWords()
  return (
    <thead>
      <tr>
        <th scope="col">{of}</th>
        {standings.map((one) => (
          <th key={one} scope="col" title={say.about[one]}>
            {say.standings[one]}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Matrix({ rights: of }: Pick<ShownStandings, 'rights'>) {
  const say = rightsWords()
  const kinds = ['read', 'write', 'invite', 'inviteGuests', 'supervise'] as const
  return (
    <table class="rights-table">
      <caption class="hidden">{say.matrix}</caption>
      <Head of={say.right} />
      <tbody>
        {kinds.map((right) => (
          <tr key={right}>
            <th scope="row">{say.rights[right]}</th>
            {standings.map((one) => (
              <td key={one}>
                {right === 'read' || of[one][right] ? (
                  <span class="rights-yes" role="img" aria-label={say.yes}>
                    <Icon name="check" size="s" />
                  </span>
                ) : (
                  <span class="rights-no" role="img" aria-label={say.no}>
                    —
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HiddenFields({ hidden }: Pick<ShownStandings, 'hidden'>) {
  const say = rightsWords()
  async function toggle(standing: Standing, field: Field, on: boolean) {
    const before = hidden[standing]
    const answer = await hide(standing, on ? [...before, field] : before.filter((one) => one !== field))
    if (answer && !answer.ok)
      toast({ text: answer.reason === 'changed_meanwhile' ? say.changedMeanwhile : inWords(answer.reason) })
  }
  return (
    <table class="rights-table">
      <caption class="hidden">{say.hidden}</caption>
      <Head of={say.field} />
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{say.fields[field]}</th>
            {standings.map((one) => (
              <td key={one}>
                <input
                  type="checkbox"
                  aria-label={say.ofPerson(say.fields[field] ?? field, say.standings[one])}
                  checked={hidden[one].includes(field)}
                  onChange={(event) => void toggle(one, field, event.currentTarget.checked)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
