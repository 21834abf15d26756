import { useSignal, useSignalEffect } from '@preact/signals'
import type { ShownDocument } from '../../backend/shown.ts'
import { Block } from '../card/ContextBlock.tsx'
import { card } from '../card/card.model.ts'
import { sheet } from '../card/layout.ts'
import { FileLine } from '../files/FileLine.tsx'
import { Button } from '../parts/Button.tsx'
import { changes, documents, progress, type Tab, tab, unfolding } from './documents.model.ts'
import { Progress } from './KitTab.tsx'
import { documentWords } from './words/index.ts'
import './documents.css'

/** Files shown beside the talk; the sheet has all of them. */
const FEW = 4

/** Not gone: where the CRM keeps the talk, it has what we have no longer. */
function isThere({ file: { erasedAt, kept } }: ShownDocument): boolean {
  return !erasedAt || (card.peek().storage === 'relay' && kept !== undefined)
}

/** The card's documents: how many of those it needs are accepted, which of those that hold came last, and the way to all of them. */
export function DocumentsBlock() {
  const say = documentWords()
  const newest = useSignal<ShownDocument[]>([])
  useSignalEffect(() => {
    void changes.value
    // What could not be asked for is asked for with the next change; the way to all of them is there meanwhile.
    void documents({ current: '1' }).then((answer) => {
      if (answer.ok) newest.value = answer.value.documents.filter(isThere).slice(0, FEW)
    })
  })
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
      {newest.value.length > 0 ? (
        <ul>
          {newest.value.map(({ file }) => (
            <FileLine key={file.id} file={file}>
              {file.version !== undefined && (
                <button
                  type="button"
                  class="file-version"
                  aria-label={say.versionsOf(file.name)}
                  onClick={() => {
                    unfolding.value = file.id
                    open('files')
                  }}
                >
                  {say.version(file.version)}
                </button>
              )}
            </FileLine>
          ))}
        </ul>
      ) : (
        <p class="documents-none">{say.noneYet}</p>
      )}
    </Block>
  )
}
