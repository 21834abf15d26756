import { Block } from '../card/ContextPanel.tsx'
import { sheet } from '../card/layout.ts'
import { FileLine } from '../files/FileLine.tsx'
import { loadedFiles } from '../files/loaded.ts'
import { Button } from '../parts/Button.tsx'
import { progress, type Tab, tab } from './documents.model.ts'
import { Progress } from './KitTab.tsx'
import { documentWords } from './words/index.ts'
import './documents.css'

/** Files shown beside the talk; the sheet has all of them. */
const FEW = 4

/** The card's documents: how many of those it needs are accepted, what came last, and the way to all of them. */
export function DocumentsBlock() {
  const say = documentWords()
  const open = (which: Tab) => {
    tab.value = which
    sheet.value = 'documents'
  }
  return (
    <Block
      icon="file"
      title={say.title}
      tools={
        <Button kind="text" small class="context-invite" onClick={() => open('files')}>
          {say.all}
        </Button>
      }
    >
      {progress.value.all > 0 && (
        <button type="button" class="kit-open" onClick={() => open('kit')}>
          <Progress />
        </button>
      )}
      {loadedFiles.value.length > 0 ? (
        <ul>
          {loadedFiles.value.slice(0, FEW).map((file) => (
            <FileLine key={file.id} file={file} />
          ))}
        </ul>
      ) : (
        <p class="documents-none">{say.noneYet}</p>
      )}
    </Block>
  )
}
