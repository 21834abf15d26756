import { useSignal } from '@preact/signals'
import { FormDialog } from '../../parts/FormDialog.tsx'
import { OneOf } from '../../parts/OneOf.tsx'
import { TextField } from '../../parts/TextField.tsx'
import { inWords } from '../../threads/in-words.ts'
import { knownCards } from '../known.model.ts'
import { ask } from './dossiers.model.ts'
import { dossierWords } from './words.ts'

type AskDialogProps = {
  mayReadPrivate: boolean
  onClose: () => void
}

/** Characters a reason has at least. */
const LEAST = 10

/** Of which card, and whether with the private discussions of others: then it is said why. */
export function AskDialog({ mayReadPrivate, onClose }: AskDialogProps) {
  const say = dossierWords()
  const record = useSignal('')
  const whole = useSignal(false)
  const reason = useSignal('')
  const send = async () => {
    const answer = await ask(record.value, whole.value ? reason.value : undefined)
    return answer.ok ? undefined : inWords(answer.reason)
  }
  const lacksReason = whole.value && reason.value.trim().length < LEAST
  return (
    <FormDialog
      title={say.make}
      submit={say.make}
      disabled={record.value === '' || lacksReason}
      send={send}
      onClose={onClose}
    >
      <OneOf
        label={say.card}
        options={knownCards.value}
        chosen={record.value}
        placeholder={say.chooseCard}
        onChoose={(id) => {
          record.value = id
        }}
      />
      {mayReadPrivate && (
        <label class="dossier-whole">
          <input
            type="checkbox"
            checked={whole.value}
            onChange={({ currentTarget }) => {
              whole.value = currentTarget.checked
            }}
          />
          <span>
            {say.whole}
            <small>{say.wholeHint}</small>
          </span>
        </label>
      )}
      {whole.value && <TextField long label={say.reason} text={reason} />}
    </FormDialog>
  )
}
