import { useSignal } from '@preact/signals'
import type { PartingPreview, ShownParting } from '../../../backend/shown.ts'
import { recordName } from '../../card/record-name.ts'
import { fileSize } from '../../files/size.ts'
import { Button } from '../../parts/Button.tsx'
import { shortWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { saveFile } from '../erasure/save-file.ts'
import { OrderDialog } from './OrderDialog.tsx'
import { callOffDossiers, countDossiers, receipt } from './parting.model.ts'
import { partingWords } from './words.ts'

/** Putting the dossiers of all records into the CRM: to be ordered, on their way, there. */
export function Leaving({ parting }: { parting: ShownParting | undefined }) {
  const say = partingWords()
  const preview = useSignal<PartingPreview | undefined>(undefined)
  const count = async () => {
    const answer = await countDossiers()
    if (answer.ok) preview.value = answer.value
    else toast({ text: inWords(answer.reason) })
  }
  const isUnderWay = parting && !parting.endedAt
  return (
    <div class="parting-dossiers">
      {parting && (isUnderWay ? <UnderWay parting={parting} /> : <Over parting={parting} />)}
      {!isUnderWay && (
        <Button kind={parting ? 'outline' : 'primary'} onClick={() => void count()}>
          {parting ? say.again : say.order}
        </Button>
      )}
      {preview.value && (
        <OrderDialog
          preview={preview.value}
          onClose={() => {
            preview.value = undefined
          }}
        />
      )}
    </div>
  )
}

function UnderWay({ parting: { id, left, notLeft, records, calledOffAt } }: { parting: ShownParting }) {
  const say = partingWords()
  const done = left + notLeft
  return (
    <>
      <p role="status">{calledOffAt ? say.stopping : say.underWay(done, records)}</p>
      <progress class="parting-progress" aria-hidden="true" value={done} max={Math.max(records, 1)} />
      {!calledOffAt && (
        <Button small onClick={() => void tell(callOffDossiers(id))}>
          {say.callOff}
        </Button>
      )}
    </>
  )
}

function Over({ parting }: { parting: ShownParting }) {
  const say = partingWords()
  const { id, left, notLeft, shortened, bytes, endedAt, missing } = parting
  return (
    <>
      <p role="status">{say.over(left, fileSize(bytes), shortWhen(endedAt ?? parting.at))}</p>
      {shortened > 0 && <p class="settings-hint">{say.shortened(shortened)}</p>}
      {notLeft > 0 && <p class="parting-missing">{say.missing(notLeft)}</p>}
      <ul class="parting-list">
        {missing.map(({ record, title, why }) => (
          <li class="isolate" key={record}>
            {[recordByKey(record), title].filter(Boolean).join(' · ')}
            <small>{say.why[why]}</small>
          </li>
        ))}
      </ul>
      <Button small onClick={() => void download(id)}>
        {say.receipt}
      </Button>
    </>
  )
}

/** `deal:1204` */
function recordByKey(key: string): string {
  const [type = '', ...id] = key.split(':')
  return recordName({ type, id: id.join(':') })
}

async function tell(done: ReturnType<typeof callOffDossiers>) {
  const answer = await done
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}

async function download(id: string) {
  const answer = await receipt(id)
  if (answer.ok) saveFile(`dossiers-${id}.json`, answer.value)
  else toast({ text: inWords(answer.reason) })
}
