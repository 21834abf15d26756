import type { ShownFile } from '../../backend/shown.ts'
import { words } from '../words/index.ts'
import { download } from './bytes.ts'
import { Expiry } from './Expiry.tsx'
import './file.css'

/** A file in one line: its name downloads it, the countdown stands beside. */
export function FileLine({ file }: { file: ShownFile }) {
  return (
    <li class="file-line">
      <button
        type="button"
        class="ellipsis isolate"
        title={file.name}
        aria-label={words.file.download(file.name)}
        onClick={() => download(file)}
      >
        {file.name}
      </button>
      <Expiry file={file} />
    </li>
  )
}
