import { Block } from '../card/ContextPanel.tsx'
import { sheet } from '../card/layout.ts'
import { Button } from '../parts/Button.tsx'
import { progress, type Tab, tab } from './documents.model.ts'
import { Progress } from './KitTab.tsx'
import { documentWords } from './words/index.ts'
import './documents.css'

/** The way to the card's documents, and how many of those it needs are accepted. */
export function DocumentsBlock() {
  const say = documentWords()
  const open = (which: Tab) => {
    tab.value = which
    sheet.value = 'documents'
  }
  return (
    <Block
      icon="box"
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
    </Block>
  )
}
