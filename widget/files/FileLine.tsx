import type { ComponentChildren } from 'preact'
import type { ShownFile } from '../../backend/shown.ts'
import { openInHost } from '../host.ts'
import { words } from '../words/index.ts'
import { download } from './bytes.ts'
import { Expiry } from './Expiry.tsx'
import './file.css'

type FileLineProps = {
  file: ShownFile
  /** Between its name and the countdown. */
  children?: ComponentChildren
}

/** A file in one line: its name downloads it, or leads to it in the CRM where that alone has it; the countdown stands beside. */
export function FileLine({ file, children }: FileLineProps) {
  const inCrm = file.erasedAt && file.kept?.url
  return (
    <li class="file-line">
      <button
        type="button"
        class="ellipsis isolate"
        title={file.name}
        aria-label={words.file.download(file.name)}
        onClick={() => (inCrm ? void openInHost(inCrm) : download(file))}
      >
        {file.name}
      </button>
      {children}
      {!file.erasedAt && <Expiry file={file} />}
    </li>
  )
}
