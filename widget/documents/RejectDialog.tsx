import { useSignal } from '@preact/signals'
import type { ShownKitItem } from '../../backend/shown.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { TextField } from '../parts/TextField.tsx'
import { moveOn } from './documents.model.ts'
import { documentWords, whyNot } from './words/index.ts'

type RejectDialogProps = { item: ShownKitItem; title: string; onClose: () => void }

/** Says what is wrong with a document that has come. */
export function RejectDialog({ item, title, onClose }: RejectDialogProps) {
  const say = documentWords()
  const reason = useSignal('')
  const send = async () => {
    if (reason.value.trim() === '') return say.needReason
    const answer = await moveOn(item, { step: 'reject', reason: reason.value.trim() })
    return answer.ok ? undefined : whyNot(answer.reason)
  }
  return (
    <FormDialog title={say.rejectTitle(title)} submit={say.reject} send={send} onClose={onClose}>
      <TextField
        long
        autofocus
        label={say.reason}
        placeholder={say.reasonPlaceholder}
        text={reason}
        most={500}
      />
    </FormDialog>
  )
}
