import { useSignal, useSignalEffect } from '@preact/signals'
import type { ShownDocument } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { recordName } from '../card/record-name.ts'
import { downloadOfClient } from '../files/bytes.ts'
import { Tile } from '../files/FileCard.tsx'
import { KeptFact } from '../files/Keep.tsx'
import { Button, IconButton } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { words } from '../words/index.ts'
import { changes, classTitle, kindTitle, ofClient } from './documents.model.ts'
import { documentWords, whyNot } from './words/index.ts'

/** What is kept of the client for good, from every card of his that I see. */
export function ClientTab() {
  const say = documentWords()
  const found = useSignal<ShownDocument[] | undefined>(undefined)
  const problem = useSignal<string | undefined>(undefined)
  async function load() {
    const answer = await ofClient()
    problem.value = answer.ok ? undefined : whyNot(answer.reason)
    if (answer.ok) found.value = answer.value.documents
  }
  // Asked anew when the card's files have changed, or the line is back.
  useSignalEffect(() => {
    void changes.value
    void load()
  })
  return (
    <>
      <ul class="documents-list" aria-label={say.client}>
        {found.value?.map((one) => (
          <Kept key={one.file.id} document={one} />
        ))}
      </ul>
      <p class="documents-none" role="status">
        {problem.value ??
          (found.value === undefined ? say.loading : found.value.length === 0 && say.noneOfClient)}
      </p>
      {problem.value && (
        <Button small onClick={() => void load()}>
          {words.retry}
        </Button>
      )}
    </>
  )
}

function Kept({ document: { file, record, title } }: { document: ShownDocument }) {
  const say = documentWords()
  const { name, kind, version, replaced, author, at, erasedAt } = file
  const facts = [
    kind && kindTitle(kind),
    version !== undefined && say.version(version),
    file.class && classTitle(file.class),
    replaced && say.replaced,
    file.permanent && say.permanent,
  ]
  return (
    <li class={replaced ? 'document document-old' : 'document'}>
      <Tile name={name} />
      <div class="document-what">
        <span class="document-name isolate">{name}</span>
        <span class="file-facts">{facts.filter(Boolean).join(' · ')}</span>
        <small class="isolate">{[recordName(record), title].filter(Boolean).join(' · ')}</small>
        <span class="file-facts">
          <span>{say.from(person(author).name, shortWhen(at))}</span>
          {file.kept && <KeptFact file={file} />}
        </span>
      </div>
      <span class="document-tools">
        {!erasedAt && (
          <IconButton
            small
            icon="download"
            label={words.file.download(name)}
            onClick={() => void downloadOfClient(file)}
          />
        )}
      </span>
    </li>
  )
}
