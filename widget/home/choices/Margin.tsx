import { useEffect, useState } from 'preact/hooks'
import type { Choices } from '../../../backend/shown.ts'
import type { NumberField } from '../../../crm-adapters/port.ts'
import type { Result } from '../../asking.ts'
import { Button } from '../../parts/Button.tsx'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { server } from '../home.model.ts'
import { homeWords } from '../words/index.ts'
import { change } from './choices.model.ts'

/** Which of the CRM's columns says what a deal earns; the list is the CRM's own. */
export function Margin({ choices: { margin } }: { choices: Choices }) {
  const say = homeWords.settings
  const [told, setTold] = useState<Result<{ fields: NumberField[] }>>()
  const ask = () => void server().numberFields().then(setTold)
  useEffect(ask, [])
  return (
    <section class="settings-card">
      <p class="settings-hint">{say.numbersHint}</p>
      {(['deal', 'lead'] as const).map((type) => {
        const fields = told?.ok ? told.value.fields.filter((one) => one.type === type) : []
        return (
          <MarginOf
            key={type}
            type={type}
            fields={fields}
            none={told?.ok && fields.length === 0}
            chosen={margin[type]}
          />
        )
      })}
      {told && !told.ok && (
        <p class="settings-hint" role="alert">
          {inWords(told.reason)} <Button onClick={ask}>{words.retry}</Button>
        </p>
      )}
    </section>
  )
}

interface MarginOfProps {
  type: 'deal' | 'lead'
  fields: NumberField[]
  none: boolean | undefined
  chosen: Choices['margin'][string] | undefined
}

function MarginOf({ type, fields, none, chosen }: MarginOfProps) {
  const say = homeWords.settings
  const gone = chosen && !fields.some(({ field }) => field === chosen.field)
  const choose = (wanted: string) =>
    change((choices) => {
      const { [type]: _, ...others } = choices.margin
      const found = fields.find(({ field }) => field === wanted)
      if (!found) return { ...choices, margin: others }
      const { field, name, money } = found
      return { ...choices, margin: { ...others, [type]: { field, name, money } } }
    })
  return (
    <label class="settings-field">
      <b>{say.marginOf[type]}</b>
      <select value={chosen?.field ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{say.noMargin}</option>
        {gone && <option value={chosen.field}>{chosen.name}</option>}
        {fields.map(({ field, name }) => (
          <option key={field} value={field}>
            {name}
          </option>
        ))}
      </select>
      {none && <small>{say.noNumberFields}</small>}
    </label>
  )
}
