import type { AuditAct } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { busy, clear, failure, type Group, load, type Sought, sought, takeOut } from './audit.model.ts'
import { auditWords } from './words.ts'

/** What is sought, and taking out what was found. */
export function Filter({ acts }: { acts: AuditAct[] }) {
  const say = auditWords()
  const groups = Object.entries(say.groups) as [Group, string][]

  async function download(as: 'csv' | 'jsonl') {
    const file = await takeOut(acts, as)
    if (!file) return toast({ text: inWords(failure.peek() ?? '') })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = `audit.${as}`
    link.click()
    URL.revokeObjectURL(link.href)
    toast({ text: say.takenOut })
  }

  return (
    <form
      class="settings-card audit-filter"
      onSubmit={(event) => {
        event.preventDefault()
        void load(acts)
      }}
    >
      <Field name="by" hint={say.hints.by} />
      <Field name="record" hint={say.hints.record} />
      <Field name="thing" hint={say.hints.thing} />
      <label>
        <span>{say.fields.acts}</span>
        <select value={sought.value.group} onChange={(event) => set('group', event.currentTarget.value)}>
          <option value="">{say.any}</option>
          {groups.map(([group, title]) => (
            <option key={group} value={group}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Field name="since" type="date" />
      <Field name="until" type="date" />
      <div class="audit-buttons">
        <Button kind="primary" type="submit" disabled={busy.value}>
          {say.find}
        </Button>
        <Button kind="text" onClick={() => void clear(acts)}>
          {say.clear}
        </Button>
        <span class="audit-space" />
        <Button onClick={() => void download('csv')}>{say.table}</Button>
        <Button onClick={() => void download('jsonl')}>{say.proven}</Button>
      </div>
    </form>
  )
}

function Field(props: { name: Exclude<keyof Sought, 'group'>; type?: 'date'; hint?: string }) {
  const { name, hint } = props
  return (
    <label>
      <span>{auditWords().fields[name]}</span>
      <input
        {...(props.type === 'date' ? { type: 'date' } : { type: 'text' })}
        value={sought.value[name]}
        {...(hint && { placeholder: hint })}
        maxLength={100}
        onInput={(event) => set(name, event.currentTarget.value)}
      />
    </label>
  )
}

function set(name: keyof Sought, value: string) {
  sought.value = { ...sought.peek(), [name]: value }
}
