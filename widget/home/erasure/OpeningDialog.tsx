import type { ErasureOpening } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { opening } from './erasure.model.ts'
import { saveFile } from './save-file.ts'
import { erasureWords } from './words.ts'

/** What opens the certificate, told this once. */
export function OpeningDialog({ shown }: { shown: ErasureOpening }) {
  const say = erasureWords()
  const close = () => {
    opening.value = undefined
  }
  return (
    <Dialog
      title={say.openingTitle}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{say.done}</Button>
          <Button kind="primary" onClick={() => saveFile(`opening-${shown.id}.json`, shown)}>
            {say.openingSave}
          </Button>
        </>
      }
    >
      <p>{say.openingText}</p>
    </Dialog>
  )
}
