import { useSignal, useSignalEffect } from '@preact/signals'
import type { ClientTalk, ShownDocument } from '../../backend/shown.ts'
import { card, person } from '../card/card.model.ts'
import { recordName } from '../card/record-name.ts'
import { downloadOfClient } from '../files/bytes.ts'
import { Tile } from '../files/FileCard.tsx'
import { KeptFact } from '../files/Keep.tsx'
import { openRecord } from '../host.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { words } from '../words/index.ts'
import { changes, classTitle, kindTitle, ofClient, talkOfClient } from './documents.model.ts'
import { NameField } from './NameField.tsx'
import { documentWords, whyNot } from './words/index.ts'

/** What is kept of the client for good, from every card of his that I see, and where else he is talked about. */
export function ClientTab() {
  const say = documentWords()
  const found = useSignal<ShownDocument[] | undefined>(undefined)
  const talk = useSignal<ClientTalk[]>([])
  const sought = useSignal<string | undefined>(undefined)
  const problem = useSignal<string | undefined>(undefined)
  async function load() {
    const name = sought.value
    const [answer, others] = await Promise.all([ofClient(name), talkOfClient()])
    if (name !== sought.peek()) return
    problem.value = answer.ok ? undefined : whyNot(answer.reason)
    if (answer.ok) found.value = answer.value.documents
    if (others.ok) talk.value = others.value.talk
  }
  // Asked anew when the card's files have changed, or the line is back.
  useSignalEffect(() => {
    void changes.value
    void load()
  })
  return (
    <>
      <div class="documents-filters">
        <NameField
          onSeek={(name) => {
            sought.value = name
          }}
        />
      </div>
      <ul class="documents-list" aria-label={say.client}>
        {found.value?.map((one) => (
          <OfClient key={one.file.id} document={one} />
        ))}
      </ul>
      <p class="documents-none" role="status">
        {problem.value ??
          (found.value === undefined
            ? say.loading
            : found.value.length === 0 && (sought.value ? say.none : say.noneOfClient))}
      </p>
      {problem.value && (
        <Button small onClick={() => void load()}>
          {words.retry}
        </Button>
      )}
      {talk.value.length > 0 && (
        <>
          <h3 class="documents-talk">{say.talkOfClient}</h3>
          <ul class="documents-list">
            {talk.value.map((one) => (
              <Talked key={`${one.record.type} ${one.record.id}`} talk={one} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Talked({ talk: { record, title, messages, files, at } }: { talk: ClientTalk }) {
  const say = documentWords()
  const facts = [say.messages(messages), files > 0 && say.filesThere(files), shortWhen(at)]
  return (
    <li class="document document-talk">
      <div class="document-what">
        <button type="button" class="document-name isolate" onClick={() => void openRecord(record)}>
          {[recordName(record), title].filter(Boolean).join(' · ')}
        </button>
        <span class="file-facts">{facts.filter(Boolean).join(' · ')}</span>
      </div>
    </li>
  )
}

function OfClient({ document: { file, record, title } }: { document: ShownDocument }) {
  const say = documentWords()
  const { name, kind, version, replaced, author, at, erasedAt } = file
  const isKept = file.kept !== undefined || file.permanent !== undefined
  const { record: here } = card.value.context
  const isHere = record.type === here.type && record.id === here.id
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
        {isKept || isHere ? (
          <span class="document-name isolate">{name}</span>
        ) : (
          <button type="button" class="document-name isolate" onClick={() => void openRecord(record)}>
            {name}
          </button>
        )}
        <span class="file-facts">{facts.filter(Boolean).join(' · ')}</span>
        <small class="isolate">{[recordName(record), title].filter(Boolean).join(' · ')}</small>
        <span class="file-facts">
          <span>{say.from(person(author).name, shortWhen(at))}</span>
          {file.kept && <KeptFact file={file} />}
        </span>
      </div>
      <span class="document-tools">
        {!erasedAt && isKept && (
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
