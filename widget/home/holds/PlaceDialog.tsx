import { useSignal } from '@preact/signals'
import type { HoldScope } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { known, place } from './holds.model.ts'
import { holdWords } from './words.ts'

/** Characters a reason has at least. */
const LEAST = 10

/** Puts something on hold: what it covers, and why. */
export function PlaceDialog({ onClose }: { onClose: () => void }) {
  const say = holdWords()
  const scope = useSignal<HoldScope>({})
  const reason = useSignal('')
  const name = (which: keyof HoldScope, value: string) => {
    const { [which]: _, ...rest } = scope.value
    scope.value = value === '' ? rest : { ...rest, [which]: value }
  }
  const isWhole = Object.keys(scope.value).length > 0 && reason.value.trim().length >= LEAST
  const confirm = async () => {
    const answer = await place(reason.value, scope.value)
    if (answer.ok) onClose()
    else toast({ text: inWords(answer.reason) })
  }
  return (
    <Dialog
      title={say.place}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" disabled={!isWhole} onClick={() => void confirm()}>
            {say.place}
          </Button>
        </>
      }
    >
      <div class="hold-form">
        <p class="settings-hint">{say.scopeHint}</p>
        <label>
          <span>{say.fields.record}</span>
          <input
            inputMode="numeric"
            onInput={({ currentTarget: { value } }) => name('record', value.trim() && `deal:${value.trim()}`)}
          />
        </label>
        <Select
          label={say.fields.client}
          options={known.value.clients}
          choose={(value) => name('client', value)}
        />
        <Select
          label={say.fields.person}
          options={known.value.people}
          choose={(value) => name('person', value)}
        />
        <label>
          <span>{say.fields.since}</span>
          <input type="date" onInput={({ currentTarget: { value } }) => name('since', startOf(value))} />
        </label>
        <label>
          <span>{say.fields.until}</span>
          <input type="date" onInput={({ currentTarget: { value } }) => name('until', startOf(value, 1))} />
        </label>
        <label>
          <span>{say.fields.reason}</span>
          <textarea
            rows={3}
            value={reason}
            onInput={({ currentTarget: { value } }) => {
              reason.value = value
            }}
          />
        </label>
      </div>
    </Dialog>
  )
}

interface SelectProps {
  label: string
  options: { id: string; name: string }[]
  choose: (value: string) => void
}

function Select({ label, options, choose }: SelectProps) {
  const say = holdWords()
  return (
    <label>
      <span>{label}</span>
      <select onChange={({ currentTarget: { value } }) => choose(value)}>
        <option value="">{say.any}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The beginning of that day here, or of one after it; empty for no day. */
function startOf(day: string, later = 0): string {
  if (day === '') return ''
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + later)
  return date.toISOString()
}
