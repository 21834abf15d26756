import { useSignal } from '@preact/signals'
import type { HoldScope } from '../../../backend/shown.ts'
import { DayField } from '../../parts/DayField.tsx'
import { FormDialog } from '../../parts/FormDialog.tsx'
import { OneOf } from '../../parts/OneOf.tsx'
import { TextField } from '../../parts/TextField.tsx'
import { inWords } from '../../threads/in-words.ts'
import { known, knownCards, knownTopics } from '../known.model.ts'
import { place } from './holds.model.ts'
import { isReason } from './reason.ts'
import { holdWords } from './words.ts'

const NOTHING = { record: '', thread: '', client: '', person: '', since: '', until: '' }
type Named = typeof NOTHING

/** Puts something on hold: what it covers, and why. */
export function PlaceDialog({ onClose }: { onClose: () => void }) {
  const say = holdWords()
  const named = useSignal<Named>(NOTHING)
  const reason = useSignal('')
  const name = (which: keyof Named) => (value: string) => {
    named.value = { ...named.peek(), [which]: value }
  }
  const scope = scopeIn(named.value)
  const send = async () => {
    const answer = await place(reason.value, scope)
    return answer.ok ? undefined : inWords(answer.reason)
  }
  const { clients, people } = known.value
  const { record, thread, client, person, since, until } = named.value
  return (
    <FormDialog
      title={say.place}
      submit={say.place}
      disabled={Object.keys(scope).length === 0 || !isReason(reason.value)}
      send={send}
      onClose={onClose}
    >
      <p class="form-hint">{say.scopeHint}</p>
      <OneOf
        autofocus
        label={say.fields.record}
        placeholder={say.find}
        options={knownCards.value}
        chosen={record}
        onChoose={name('record')}
      />
      <OneOf
        label={say.fields.thread}
        placeholder={say.find}
        options={knownTopics.value}
        chosen={thread}
        onChoose={name('thread')}
      />
      <OneOf
        label={say.fields.client}
        placeholder={say.find}
        options={clients}
        chosen={client}
        onChoose={name('client')}
      />
      <OneOf
        label={say.fields.person}
        placeholder={say.find}
        options={people}
        chosen={person}
        onChoose={name('person')}
      />
      <div class="hold-days">
        <DayField label={say.fields.since} day={since} onDay={name('since')} />
        <DayField label={say.fields.until} day={until} onDay={name('until')} />
      </div>
      <TextField long label={say.fields.reason} text={reason} most={2000} />
    </FormDialog>
  )
}

function scopeIn({ since, until, ...ids }: Named): HoldScope {
  const all = { ...ids, since: since && startOf(since), until: until && startOf(until, 1) }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

/** The beginning of that day here, or of one after it. */
function startOf(day: string, later = 0): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + later)
  return date.toISOString()
}
