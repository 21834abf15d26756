import type { RetentionRule, RetentionScope, RetentionWhat, ShownRetention } from '../../../backend/shown.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { addRule, changeRule, removeRule } from './retention.model.ts'
import { retentionWords } from './words.ts'

const whats: RetentionWhat[] = ['files', 'messages', 'links', 'audit', 'payloads']
/** What rules for places are about; the rest is the company's as a whole. */
const ofPlaces: RetentionWhat[] = ['files', 'messages', 'links']

interface RulesProps {
  rules: RetentionRule[]
  known: ShownRetention['known']
}

/** For each kind of thing the term that holds everywhere, and below it those of places of their own. */
export function Rules({ rules, known }: RulesProps) {
  const say = retentionWords()
  return (
    <>
      {whats.map((what) => (
        <section key={what} class="settings-card retention-card" aria-label={say.whats[what]}>
          <h3>{say.whats[what]}</h3>
          <p class="settings-hint">{say.hints[what]}</p>
          <ul class="retention-rules">
            {rules
              .filter((rule) => rule.what === what)
              .sort((a, b) => Object.keys(a.where).length - Object.keys(b.where).length)
              .map((rule) => (
                <Rule key={rule.id} rule={rule} known={known} />
              ))}
          </ul>
          {ofPlaces.includes(what) && (
            <Button small onClick={() => addRule(what)}>
              <Icon name="plus" size="s" />
              {say.add}
            </Button>
          )}
        </section>
      ))}
    </>
  )
}

function Rule({ rule, known }: { rule: RetentionRule; known: ShownRetention['known'] }) {
  const say = retentionWords()
  const { id, what, where, days, from } = rule
  const isEverywhere = Object.keys(where).length === 0 && rule.id === what
  const name = isEverywhere ? say.everywhere : say.place
  return (
    <li aria-label={name} class={isEverywhere ? undefined : 'retention-exception'}>
      {isEverywhere ? (
        <span class="retention-place">{say.everywhere}</span>
      ) : (
        <Place rule={rule} known={known} />
      )}
      <label class="retention-term">
        <span class="hidden">{say.days}</span>
        <input
          type="number"
          min="1"
          max="36500"
          value={days ?? ''}
          placeholder="∞"
          onChange={({ currentTarget: { value } }) =>
            changeRule(id, { days: value === '' ? null : Number(value) })
          }
        />
        <span>{days === null ? say.forever : say.daysWord(days)}</span>
      </label>
      {ofPlaces.includes(what) && (
        <select
          aria-label={say.counted}
          value={from}
          disabled={days === null}
          onChange={({ currentTarget: { value } }) =>
            changeRule(id, { from: value as RetentionRule['from'] })
          }
        >
          <option value="made">
            {say.from.made[what === 'files' || what === 'links' ? what : 'others']}
          </option>
          <option value="closed">{say.from.closed}</option>
        </select>
      )}
      {!isEverywhere && <IconButton icon="trash" small label={say.remove} onClick={() => removeRule(id)} />}
    </li>
  )
}

function Place({ rule: { id, where }, known }: { rule: RetentionRule; known: ShownRetention['known'] }) {
  const say = retentionWords()
  const name = <Name extends keyof RetentionScope>(which: Name, value: RetentionScope[Name]) => {
    const { [which]: _, ...rest } = where
    changeRule(id, { where: value === undefined ? rest : { ...rest, [which]: value } })
  }
  return (
    <span class="retention-place">
      <Choice
        label={say.thread}
        value={where.thread}
        options={(['team', 'topic', 'private'] as const).map((kind) => [kind, say.threads[kind]])}
        choose={(kind) => name('thread', kind as RetentionScope['thread'])}
      />
      <Choice
        label={say.type}
        value={where.type}
        options={known.types.map((type) => [type, say.types[type] ?? type])}
        choose={(type) => name('type', type)}
      />
      <Choice
        label={say.funnel}
        value={where.funnel}
        options={same(known.funnels)}
        choose={(one) => name('funnel', one)}
      />
      <Choice
        label={say.stage}
        value={where.stage}
        options={same(known.stages)}
        choose={(one) => name('stage', one)}
      />
      <Choice
        label={say.state}
        value={where.closed === undefined ? undefined : String(where.closed)}
        options={[
          ['true', say.closed],
          ['false', say.open],
        ]}
        choose={(closed) => name('closed', closed === undefined ? undefined : closed === 'true')}
      />
    </span>
  )
}

const same = (all: string[]): [string, string][] => all.map((one) => [one, one])

interface ChoiceProps {
  label: string
  value: string | undefined
  options: (readonly [string, string])[]
  choose: (value: string | undefined) => void
}

function Choice({ label, value, options, choose }: ChoiceProps) {
  const there =
    value === undefined || options.some(([one]) => one === value)
      ? options
      : [...options, [value, value] as const]
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => choose(currentTarget.value === '' ? undefined : currentTarget.value)}
    >
      <option value="">{label}</option>
      {there.map(([one, called]) => (
        <option key={one} value={one}>
          {called}
        </option>
      ))}
    </select>
  )
}
