import { useState } from 'preact/hooks'
import type { ShownFile } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { openedWords } from '../words/opened.ts'
import { download } from './bytes.ts'
import { Expiry } from './Expiry.tsx'
import { KeepButton, KeptFact } from './Keep.tsx'
import { lookAway } from './looking.ts'
import { Picture } from './Picture.tsx'
import { fileSize } from './size.ts'
import './lightbox.css'

/** One picture at a time over the whole window; the arrow keys turn the pages the way the text runs. */
export function Lightbox({ pictures, first }: { pictures: readonly ShownFile[]; first: number }) {
  const say = openedWords().picture
  const [at, setAt] = useState(first)
  const file = pictures[at] as ShownFile
  const many = pictures.length > 1
  const turn = (step: number) => setAt((at + step + pictures.length) % pictures.length)

  const onKeyDown = ({ key }: KeyboardEvent) => {
    const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    if (!many || !key.startsWith('Arrow')) return
    if (key === 'ArrowLeft' || key === 'ArrowRight') turn(key === forward ? 1 : -1)
  }

  const actions = (
    <>
      <span class="lightbox-facts">
        <bdi>{fileSize(file.size)}</bdi>
        <Expiry file={file} />
        <KeptFact file={file} />
        {many && <span aria-live="polite">{say.position(at + 1, pictures.length)}</span>}
      </span>
      {!card.value.invited && <KeepButton file={file} />}
      <Button onClick={() => download(file)}>
        <Icon name="download" size="s" />
        {say.save}
      </Button>
    </>
  )

  return (
    <Dialog title={file.name} shape="full" onClose={lookAway} onKeyDown={onKeyDown} actions={actions}>
      <div class="lightbox">
        {many && <IconButton icon="back" label={say.previous} onClick={() => turn(-1)} />}
        <div class="lightbox-picture">
          <Picture key={file.id} file={file} preview={false} eager />
        </div>
        {many && <IconButton icon="back" class="lightbox-next" label={say.next} onClick={() => turn(1)} />}
      </div>
    </Dialog>
  )
}
