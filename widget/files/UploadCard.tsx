import type { ShownFile } from '../../backend/shown.ts'
import { FileFacts } from '../documents/FileFacts.tsx'
import { Button, IconButton } from '../parts/Button.tsx'
import { words } from '../words/index.ts'
import { openedWords } from '../words/opened.ts'
import { Tile } from './FileCard.tsx'
import { fileSize } from './size.ts'
import './file.css'

type UploadCardProps = {
  name: string
  /** Bytes. */
  size: number
  /** 0 to 1; 1 with `stored`. */
  progress: number
  /** As the server has it. */
  stored?: ShownFile | undefined
  /** Told what it is said to be. */
  onChange?: (file: ShownFile) => void
  /** Why it is not, in words for people. */
  failure?: string | undefined
  /** Stops it, or takes it off the message. */
  onRemove: () => void
  onRetry?: (() => void) | undefined
}

/** A file on its way into a message. */
export function UploadCard(props: UploadCardProps) {
  const { name, size, progress, stored, failure, onRemove, onRetry, onChange } = props
  const say = openedWords().upload
  const label = stored || failure ? say.remove(name) : say.cancel(name)
  return (
    <div class={failure ? 'file file-failed' : 'file'}>
      <Tile name={name} />
      <span class="file-name isolate" title={name}>
        {name}
      </span>
      <span class="file-facts">
        {failure ? <span role="alert">{failure}</span> : <bdi>{fileSize(size)}</bdi>}
        {stored && !failure && <FileFacts file={stored} onChange={onChange} />}
        {failure && onRetry && (
          <Button kind="text" small class="file-retry" onClick={onRetry}>
            {words.retry}
          </Button>
        )}
        {!failure && !stored && (
          <progress class="file-progress" value={progress} aria-label={say.uploading(name)} />
        )}
      </span>
      <IconButton icon="close" small class="file-button" label={label} onClick={onRemove} />
    </div>
  )
}
