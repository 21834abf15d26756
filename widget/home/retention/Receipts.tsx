import type { ShownPurge } from '../../../backend/shown.ts'
import { fileSize } from '../../files/size.ts'
import { Button } from '../../parts/Button.tsx'
import { shortWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { purges, receipt } from './retention.model.ts'
import { retentionWords } from './words.ts'

/** Rounds in which things went, each with its signed receipt. */
export function Receipts() {
  const say = retentionWords()
  return (
    <section class="settings-card retention-card">
      <h3>{say.receipts}</h3>
      <p class="settings-hint">{say.receiptsHint}</p>
      {purges.value.length === 0 && <p class="settings-hint">{say.noReceipts}</p>}
      <ul class="retention-receipts">
        {purges.value.map((purge) => (
          <li key={purge.id}>
            <span>{shortWhen(purge.begunAt)}</span>
            <span>{say.gone(purge.things)}</span>
            <span>{purge.bytes > 0 && fileSize(purge.bytes)}</span>
            {purge.endedAt ? (
              <Button small onClick={() => void download(purge)}>
                {say.receipt}
              </Button>
            ) : (
              <span>{say.running}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

async function download({ id, begunAt }: ShownPurge) {
  const answer = await receipt(id)
  if (!answer.ok) return toast({ text: inWords(answer.reason) })
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(answer.value, null, 2)], { type: 'application/json' }),
  )
  const link = Object.assign(document.createElement('a'), {
    href: url,
    download: `receipt-${begunAt.slice(0, 10)}.json`,
  })
  link.click()
  URL.revokeObjectURL(url)
}
