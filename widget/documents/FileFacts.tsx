import { useSignal } from '@preact/signals'
import type { ShownFile } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { Chip } from '../parts/Chip.tsx'
import { dateOnly } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { jumpTo } from '../threads/timeline.model.ts'
import { AboutFile } from './AboutFile.tsx'
import { classTitle, kindTitle } from './documents.model.ts'
import { documentWords } from './words/index.ts'
import './file-facts.css'

type FileFactsProps = {
  file: ShownFile
  /** Told what it is from now on. */
  onChange?: ((file: ShownFile) => void) | undefined
}

/** What a file is: its kind, day, version and class, and whether a newer one holds. The kind can be said by a press on it. */
export function FileFacts({ file, onChange }: FileFactsProps) {
  const say = documentWords()
  const asked = useSignal(false)
  const { kind, name, version, dated, permanent } = file
  const title = kind ? kindTitle(kind) : say.noKind
  const may = card.value.rights.write && !card.value.invited && !file.erasedAt
  return (
    <>
      {may ? (
        <button
          type="button"
          class={kind ? 'file-kind' : 'file-kind file-kind-none'}
          aria-label={`${title}. ${say.about(name)}`}
          onClick={() => {
            asked.value = true
          }}
        >
          {title}
        </button>
      ) : (
        kind && <span>{title}</span>
      )}
      {dated && <span>{say.dated(dateOnly(dated))}</span>}
      {version !== undefined && <span>{say.version(version)}</span>}
      {permanent && <span class="kept">{say.permanent}</span>}
      {file.class && (
        <Chip tone="warn">
          <Icon name="lock" size="xs" />
          {classTitle(file.class)}
        </Chip>
      )}
      <Stamp file={file} />
      {asked.value && (
        <AboutFile
          file={file}
          onChange={onChange}
          onClose={() => {
            asked.value = false
          }}
        />
      )}
    </>
  )
}

/** On an earlier version: which one holds, and the way to it. */
function Stamp({ file: { name, replaced } }: { file: ShownFile }) {
  const say = documentWords()
  if (!replaced) return null
  const { thread, seq, message, version } = replaced
  return (
    <button
      type="button"
      class="file-stamp"
      aria-label={`${version === undefined ? say.replaced : say.replacedBy(version)}. ${say.toCurrent(name)}`}
      onClick={() => void jumpTo(thread, seq, message)}
    >
      <Icon name="reload" size="xs" />
      {version === undefined ? say.replaced : say.replacedBy(version)}
    </button>
  )
}

/** In place of files that somebody is not shown. */
export function Withheld({ count }: { count: number }) {
  return (
    <p class="file-withheld">
      <Icon name="lock" size="s" />
      {documentWords().withheld(count)}
    </p>
  )
}
