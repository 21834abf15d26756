import type { ShownDocument } from '../../../backend/shown.ts'
import { recordName } from '../../card/record-name.ts'
import { openChat } from '../../host.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Time } from '../../parts/Time.tsx'
import { homeWords } from '../words/index.ts'
import { files } from './found-files.model.ts'

/** Files that were found by their names; one leads to the chat it was sent in. */
export function FoundFiles() {
  if (files.value.length === 0) return null
  return (
    <ul class="inbox-files" aria-label={homeWords.list.files}>
      {files.value.map((one) => (
        <li key={one.file.id} class="inbox-row">
          <FoundFile found={one} />
        </li>
      ))}
    </ul>
  )
}

function FoundFile({ found: { file, record, title } }: { found: ShownDocument }) {
  return (
    <button type="button" class="inbox-file" onClick={() => void openChat(record)}>
      <Icon name="file" size="s" />
      <b class="isolate ellipsis">{file.name}</b>
      <span class="isolate ellipsis">{title ?? recordName(record)}</span>
      <Time at={file.at} form="short" />
    </button>
  )
}
