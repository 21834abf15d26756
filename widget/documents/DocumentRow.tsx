import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownDocument } from '../../backend/shown.ts'
import { card, person, threadById } from '../card/card.model.ts'
import { closeSheet } from '../card/layout.ts'
import { threadTitle } from '../card/thread-looks.ts'
import { download } from '../files/bytes.ts'
import { Expiry } from '../files/Expiry.tsx'
import { Tile } from '../files/FileCard.tsx'
import { KeepButton, KeptFact } from '../files/Keep.tsx'
import { Button, IconButton } from '../parts/Button.tsx'
import { dateOnly, shortWhen } from '../parts/dates.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { words } from '../words/index.ts'
import { unfolding, versions } from './documents.model.ts'
import { FileFacts } from './FileFacts.tsx'
import { documentWords } from './words/index.ts'

type DocumentRowProps = {
  document: ShownDocument
  /** Among other versions of itself. */
  asVersion?: boolean
}

/** A file with what it is, where it was posted, and what can be done with it. */
export function DocumentRow({ document, asVersion = false }: DocumentRowProps) {
  const say = documentWords()
  const { file, thread, seq, message } = document
  const { name, author, at, version, replaced, erasedAt } = file
  const others = useSignal<ShownDocument[] | undefined>(undefined)
  const within = threadById(thread)
  const toggle = async () => {
    if (others.peek()) {
      others.value = undefined
      return
    }
    const answer = await versions(file.id)
    if (answer.ok) others.value = answer.value.documents
  }
  useEffect(() => {
    if (asVersion || unfolding.peek() !== file.id) return
    unfolding.value = undefined
    void toggle()
  }, [])
  const go = () => {
    closeSheet()
    void jumpTo(thread, seq, message)
  }
  return (
    <li class={replaced ? 'document document-old' : 'document'}>
      <Tile name={name} />
      <div class="document-what">
        <button type="button" class="document-name isolate" aria-label={say.go(name)} onClick={go}>
          {name}
        </button>
        <span class="file-facts">
          <FileFacts file={file} />
          {asVersion && !replaced && <b class="document-current">{say.current}</b>}
        </span>
        <small class="isolate">
          {[say.from(person(author).name, shortWhen(at)), within && threadTitle(within)]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <span class="file-facts">
          {erasedAt ? <span>{words.file.erased(dateOnly(erasedAt))}</span> : <Expiry file={file} />}
          {(file.kept || file.keeping) && <KeptFact file={file} />}
          {version !== undefined && !asVersion && (
            <Button
              kind="text"
              small
              aria-expanded={others.value !== undefined}
              onClick={() => void toggle()}
            >
              {say.versions}
            </Button>
          )}
        </span>
      </div>
      <span class="document-tools">
        {!erasedAt && !card.value.invited && <KeepButton file={file} />}
        {!erasedAt && (
          <IconButton
            small
            icon="download"
            label={words.file.download(name)}
            onClick={() => download(file)}
          />
        )}
      </span>
      {others.value && (
        <ul class="document-versions" aria-label={say.versionsOf(name)}>
          {others.value.map((one) => (
            <DocumentRow key={one.file.id} document={one} asVersion />
          ))}
        </ul>
      )}
    </li>
  )
}
