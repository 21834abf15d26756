import { useMemo } from 'preact/hooks'
import type { AuditAct } from '../../../backend/shown.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { DayField } from '../../parts/DayField.tsx'
import { OneOf } from '../../parts/OneOf.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { cardByKey, known, knownCards } from '../known.model.ts'
import { busy, clear, failure, type Group, load, page, type Sought, sought, takeOut } from './audit.model.ts'
import { auditWords } from './words.ts'

/** What is sought, and taking out what was found. */
export function Filter({ acts }: { acts: AuditAct[] }) {
  const say = auditWords()
  const groups = Object.entries(say.groups) as [Group, string][]
  const { by, record, thing, group, since, until } = sought.value
  const names = page.value?.names
  const people = useMemo(
    () => [
      ...withName(known.value.people, by, names?.[by]),
      { id: 'clock', name: say.clock },
      { id: 'host', name: say.host },
    ],
    [known.value, by, names],
  )
  const cards = useMemo(() => withName(knownCards.value, record, cardByKey(record)), [known.value, record])

  return (
    <form
      class="settings-card form audit-filter"
      onSubmit={(event) => {
        event.preventDefault()
        void load(acts)
      }}
    >
      <OneOf
        label={say.fields.by}
        placeholder={say.startTyping}
        options={people}
        chosen={by}
        onChoose={(id) => set('by', id)}
      />
      <OneOf
        label={say.fields.record}
        placeholder={say.startTyping}
        options={cards}
        chosen={record}
        onChoose={(id) => set('record', id)}
      />
      <label class="form-field">
        {say.fields.acts}
        <select value={group} onChange={(event) => set('group', event.currentTarget.value)}>
          <option value="">{say.any}</option>
          {groups.map(([one, title]) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <DayField label={say.fields.since} day={since} onDay={(day) => set('since', day)} />
      <DayField label={say.fields.until} day={until} onDay={(day) => set('until', day)} />
      {thing && (
        <p class="audit-only">
          {say.onlyThing}
          <IconButton
            icon="close"
            small
            label={say.anyThing}
            onClick={() => {
              set('thing', '')
              void load(acts)
            }}
          />
        </p>
      )}
      <div class="audit-buttons">
        <Button kind="primary" type="submit" disabled={busy.value}>
          {say.find}
        </Button>
        <Button kind="text" onClick={() => void clear(acts)}>
          {say.clear}
        </Button>
        <span class="audit-space" />
        <Button onClick={() => void download(acts, 'csv')}>{say.table}</Button>
        <Button onClick={() => void download(acts, 'jsonl')}>{say.proven}</Button>
      </div>
    </form>
  )
}

type Options = readonly { id: string; name: string }[]

/** With whoever or whatever was chosen from a line of the log, though it is not among those that are offered. */
function withName(options: Options, id: string, name = id): Options {
  return id === '' || options.some((one) => one.id === id) ? options : [...options, { id, name }]
}

async function download(acts: AuditAct[], as: 'csv' | 'jsonl') {
  const file = await takeOut(acts, as)
  if (!file) return toast({ text: inWords(failure.peek() ?? '') })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `audit.${as}`
  link.click()
  URL.revokeObjectURL(link.href)
  toast({ text: auditWords().takenOut })
}

function set(name: keyof Sought, value: string) {
  sought.value = { ...sought.peek(), [name]: value }
}
