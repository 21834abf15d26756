import { useSignal } from '@preact/signals'
import type { PartingPreview } from '../../../backend/shown.ts'
import { fileSize } from '../../files/size.ts'
import { FormDialog } from '../../parts/FormDialog.tsx'
import { TextField } from '../../parts/TextField.tsx'
import { inWords } from '../../threads/in-words.ts'
import { number } from '../../words/index.ts'
import { orderDossiers } from './parting.model.ts'
import { partingWords } from './words.ts'

/** What goes into the CRM, who would read it there and what stays out; the number of records has to be typed. */
export function OrderDialog({ preview, onClose }: { preview: PartingPreview; onClose: () => void }) {
  const say = partingWords()
  const typed = useSignal('')
  const { records, messages, files, bytes, readers, narrowed, largest } = preview
  const send = async () => {
    const answer = await orderDossiers(records)
    if (answer.ok) return undefined
    return answer.reason === 'not_confirmed' ? say.changed : inWords(answer.reason)
  }
  return (
    <FormDialog
      title={say.orderTitle}
      submit={say.orderIt}
      disabled={records === 0 || typed.value.replace(/\D/g, '') !== String(records)}
      send={send}
      onClose={onClose}
    >
      <p>{say.counts(records, messages, files, fileSize(bytes))}</p>
      <p>{say.readers[readers]}</p>
      {narrowed > 0 && <p class="parting-missing">{say.narrowed(narrowed)}</p>}
      {preview.private + preview.classed > 0 && <p>{say.leftOut(preview.private, preview.classed)}</p>}
      <p class="settings-hint">{largest === null ? say.silent : say.largest(fileSize(largest))}</p>
      {records > 0 && <TextField label={say.typeIt(number(records))} text={typed} />}
    </FormDialog>
  )
}
