import type { ShownFile } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { IconButton } from '../parts/Button.tsx'
import { dateOnly, fullWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { later } from '../parts/later.tsx'
import { words } from '../words/index.ts'
import { download } from './bytes.ts'
import { Expiry } from './Expiry.tsx'
import { tileOf } from './kind.ts'
import { fileSize } from './size.ts'
import './file.css'

const FileFacts = later(async () => (await import('../documents/FileFacts.tsx')).FileFacts)
const KeepButton = later(async () => (await import('./Keep.tsx')).KeepButton)
const KeptFact = later(async () => (await import('./Keep.tsx')).KeptFact)

/** A stored file: what it is, how long it stays, and the way to have it. Afterwards, what it was. */
export function FileCard({ file }: { file: ShownFile }) {
  const { erasedAt } = file
  // Where the CRM keeps the talk, what it has of it is there, and not gone.
  if (erasedAt && !(card.value.storage && file.kept)) return <ErasedCard file={file} erasedAt={erasedAt} />
  return (
    <div class="file file-stored">
      <Tile name={file.name} />
      <span class="file-name isolate" title={file.name}>
        {file.name}
      </span>
      <span class="file-facts">
        <bdi>{fileSize(file.size)}</bdi>
        {!erasedAt && <Expiry file={file} />}
        <FileFacts file={file} />
        {(file.kept || file.keeping) && <KeptFact file={file} />}
      </span>
      <span class="file-button">
        {!card.value.invited && <KeepButton file={file} />}
        {!erasedAt && (
          <IconButton
            icon="download"
            small
            label={words.file.download(file.name)}
            onClick={() => download(file)}
          />
        )}
      </span>
    </div>
  )
}

function ErasedCard({ file, erasedAt }: { file: ShownFile; erasedAt: string }) {
  return (
    <div class="file file-stored file-erased">
      <span class="file-tile">
        <Icon name="clock" size="s" />
      </span>
      <span class="file-name isolate" title={file.name}>
        {file.name}
      </span>
      <span class="file-facts" title={fullWhen(erasedAt)}>
        <bdi>{fileSize(file.size)}</bdi>
        <span>{`${words.file.erased(dateOnly(erasedAt))} · ${words.file.erasedWhy}`}</span>
        {(file.kind || file.version || file.class) && <FileFacts file={file} />}
        {file.kept && <KeptFact file={file} />}
      </span>
    </div>
  )
}

/** The coloured square with the ending of the name. */
export function Tile({ name }: { name: string }) {
  const { letters, kind } = tileOf(name)
  return (
    <span class={`file-tile file-tile-${kind}`} aria-hidden="true">
      {letters || <Icon name="file" size="s" />}
    </span>
  )
}
