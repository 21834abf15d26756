import type { ShownMessage } from '../../backend/shown.ts'
import { Button } from '../parts/Button.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { words } from '../words/index.ts'
import { openedWords } from '../words/opened.ts'
import { tellFailure } from './in-words.ts'
import { remove } from './message.model.ts'

/** Asks before a message is taken away. */
export function Removal({ message, onClose }: { message: ShownMessage; onClose: () => void }) {
  const say = openedWords().messageMenu
  const confirm = async () => {
    onClose()
    tellFailure(await remove(message))
  }
  return (
    <Dialog
      title={say.removeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="danger" data-autofocus onClick={() => void confirm()}>
            {words.conversation.remove}
          </Button>
        </>
      }
    >
      <p>{say.removeText}</p>
    </Dialog>
  )
}
