import { useSignal, useSignalEffect } from '@preact/signals'
import type { ShownDocument } from '../../backend/shown.ts'
import { card, directory } from '../card/card.model.ts'
import { threadTitle } from '../card/thread-looks.ts'
import { Button } from '../parts/Button.tsx'
import { chosen, words } from '../words/index.ts'
import { DocumentRow } from './DocumentRow.tsx'
import { changes, documents, filing, type Sought } from './documents.model.ts'
import { NameField } from './NameField.tsx'
import { documentWords, whyNot } from './words/index.ts'

/** Files of all discussions I see, found by what they are, where they are and whose. */
export function FilesTab() {
  const say = documentWords()
  const sought = useSignal<Sought>({})
  const found = useSignal<ShownDocument[] | undefined>(undefined)
  const next = useSignal<string | undefined>(undefined)
  const problem = useSignal<string | undefined>(undefined)
  const asked = useSignal(0)

  // Asked anew when something is sought otherwise, or the card's files have changed.
  useSignalEffect(() => {
    void changes.value
    void load(sought.value)
  })

  async function load(of: Sought, before?: string) {
    asked.value = asked.peek() + 1
    const mine = asked.peek()
    const answer = await documents(of, before)
    if (mine !== asked.peek()) return
    problem.value = answer.ok ? undefined : whyNot(answer.reason)
    if (!answer.ok) return
    found.value = [...(before ? (found.peek() ?? []) : []), ...answer.value.documents]
    next.value = answer.value.next
  }

  const seek = (to: Sought) => {
    sought.value = { ...sought.peek(), ...to }
  }
  const isSought = Object.values(sought.value).some((one) => one !== undefined)
  return (
    <>
      <Filters sought={sought.value} onSeek={seek} />
      <ul class="documents-list" aria-label={say.files}>
        {found.value?.map((one) => (
          <DocumentRow key={one.file.id} document={one} />
        ))}
      </ul>
      <p class="documents-none" role="status">
        {problem.value ??
          (found.value === undefined
            ? say.loading
            : found.value.length === 0 && (isSought ? say.none : say.noneYet))}
      </p>
      {problem.value && (
        <Button small onClick={() => void load(sought.peek())}>
          {words.retry}
        </Button>
      )}
      {next.value && !problem.value && (
        <Button small onClick={() => void load(sought.peek(), next.peek())}>
          {say.more}
        </Button>
      )}
    </>
  )
}

function Filters({ sought, onSeek }: { sought: Sought; onSeek: (to: Sought) => void }) {
  const say = documentWords()
  const { kind, thread, author, current } = sought
  const people = directory.value.toSorted((a, b) => a.name.localeCompare(b.name, chosen.locale))
  return (
    <div class="documents-filters">
      <NameField onSeek={(name) => onSeek({ name })} />
      <Filter label={say.kind} any={say.anyKind} chosen={kind} onChoose={(to) => onSeek({ kind: to })}>
        {(filing.value?.kinds ?? []).map(({ id, title }) => ({ id, name: title[chosen.language] }))}
      </Filter>
      <Filter
        label={say.thread}
        any={say.anyThread}
        chosen={thread}
        onChoose={(to) => onSeek({ thread: to })}
      >
        {card.value.threads.map((one) => ({ id: one.id, name: threadTitle(one) }))}
      </Filter>
      <Filter
        label={say.author}
        any={say.anyAuthor}
        chosen={author}
        onChoose={(to) => onSeek({ author: to })}
      >
        {people.map(({ id, name }) => ({ id, name }))}
      </Filter>
      <label class="documents-current">
        <input
          type="checkbox"
          checked={current !== undefined}
          onChange={(event) => onSeek({ current: event.currentTarget.checked ? '1' : undefined })}
        />
        <span>{say.currentOnly}</span>
      </label>
    </div>
  )
}

type FilterProps = {
  label: string
  any: string
  chosen: string | undefined
  onChoose: (id: string | undefined) => void
  children: { id: string; name: string }[]
}

function Filter({ label, any, chosen: now, onChoose, children }: FilterProps) {
  return (
    <select
      aria-label={label}
      class={now ? 'documents-filtered' : undefined}
      value={now ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
    >
      <option value="">{any}</option>
      {children.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
