import { useSignal } from '@preact/signals'
import type { Going, RetentionPreview, RetentionWhat } from '../../../backend/shown.ts'
import { fileSize } from '../../files/size.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { fullWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { number, words } from '../../words/index.ts'
import { busy, previewed, save } from './retention.model.ts'
import { retentionWords } from './words.ts'

const whats: RetentionWhat[] = ['files', 'messages', 'links', 'audit', 'payloads']

/** What the rules would do, before they do it; a great deal has to be typed. */
export function PreviewDialog({ shown }: { shown: RetentionPreview }) {
  const say = retentionWords()
  const typed = useSignal('')
  const { until, goes, more, fewer, records, cited, spared, confirm } = shown
  const close = () => {
    previewed.value = undefined
  }
  const isTyped = confirm === undefined || Number(typed.value) === confirm
  return (
    <Dialog
      title={say.previewTitle}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{words.cancel}</Button>
          <Button
            kind={confirm === undefined ? 'primary' : 'danger'}
            disabled={!isTyped || busy.value}
            onClick={() => void saveAndTell(confirm)}
          >
            {say.save}
          </Button>
        </>
      }
    >
      <p>{say.goesUntil(fullWhen(until))}</p>
      <table class="retention-table">
        <thead>
          <tr>
            <th scope="col">{say.what}</th>
            <th scope="col">{say.goes}</th>
            <th scope="col">{say.more}</th>
            <th scope="col">{say.fewer}</th>
          </tr>
        </thead>
        <tbody>
          {whats.map((what) => (
            <tr key={what}>
              <th scope="row">{say.whats[what]}</th>
              <td>{amount(goes[what])}</td>
              <td>{amount(more[what])}</td>
              <td>{amount(fewer[what])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="retention-facts">
        <li>{say.records(records)}</li>
        {cited.messages > 0 && <li>{say.cited.messages(cited.messages)}</li>}
        {cited.decisions > 0 && <li>{say.cited.decisions(cited.decisions)}</li>}
        {cited.facts > 0 && <li>{say.cited.facts(cited.facts)}</li>}
        {cited.tasks > 0 && <li>{say.cited.tasks(cited.tasks)}</li>}
        {spared.hold > 0 && <li>{say.spared.hold(spared.hold)}</li>}
        {spared.keeping + spared.document > 0 && <li>{say.spared.kept(spared.keeping + spared.document)}</li>}
      </ul>
      <p class="settings-hint">{say.atOnce}</p>
      {confirm !== undefined && (
        <label class="retention-confirm">
          <span>{say.typeIt(number(confirm))}</span>
          <input
            inputMode="numeric"
            value={typed}
            onInput={({ currentTarget: { value } }) => {
              typed.value = value.replace(/\D/g, '')
            }}
          />
        </label>
      )}
    </Dialog>
  )
}

function amount({ things, bytes }: Going): string {
  if (things === 0) return '—'
  return bytes > 0 ? `${number(things)} (${fileSize(bytes)})` : number(things)
}

async function saveAndTell(confirm: number | undefined) {
  const say = retentionWords()
  const answer = await save(confirm)
  if (!answer) return
  if (answer.ok) toast({ text: say.saved })
  else
    toast({
      text:
        answer.reason === 'changed_meanwhile' || answer.reason === 'not_confirmed'
          ? say.lookAgain
          : inWords(answer.reason),
    })
}
