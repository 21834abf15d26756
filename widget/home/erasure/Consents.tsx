import { useSignal } from '@preact/signals'
import type { ShownConsent } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { dateOnly } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { consents, noteConsent, withdrawConsent } from './erasure.model.ts'
import { erasureWords } from './words.ts'

/** Who has agreed that his data be processed, in which words, and who has taken it back. */
export function Consents() {
  const say = erasureWords()
  const noting = useSignal(false)
  return (
    <section class="settings-card erasure-card">
      <h3>{say.consents}</h3>
      <p class="settings-hint">{say.consentsHint}</p>
      {consents.value.length === 0 && <p class="settings-hint">{say.noConsents}</p>}
      <ul class="erasure-list">
        {consents.value.map((consent) => (
          <Consent key={consent.id} consent={consent} />
        ))}
      </ul>
      <div class="erasure-deeds">
        <Button
          onClick={() => {
            noting.value = true
          }}
        >
          {say.note}
        </Button>
      </div>
      {noting.value && (
        <NoteDialog
          onClose={() => {
            noting.value = false
          }}
        />
      )}
    </section>
  )
}

function Consent({ consent: { id, who, purpose, edition, givenAt, withdrawn } }: { consent: ShownConsent }) {
  const say = erasureWords()
  return (
    <li>
      <span class="erasure-grow isolate">
        {`${who} · ${purpose}`}
        <small>
          {say.given(dateOnly(givenAt), edition)}
          {withdrawn && ` · ${say.withdrawn(withdrawn.by?.name ?? say.somebody, dateOnly(withdrawn.at))}`}
        </small>
      </span>
      {!withdrawn && (
        <Button small onClick={() => void tell(withdrawConsent(id))}>
          {say.withdraw}
        </Button>
      )}
    </li>
  )
}

function NoteDialog({ onClose }: { onClose: () => void }) {
  const say = erasureWords()
  const said = useSignal({ who: '', purpose: '', edition: '', givenAt: '' })
  const isWhole = Object.values(said.value).every((one) => one.trim() !== '')
  const write = (field: keyof typeof said.value, value: string) => {
    said.value = { ...said.value, [field]: value }
  }
  const note = async () => {
    const { givenAt, ...rest } = said.value
    const answer = await noteConsent({ ...rest, record: null, givenAt: new Date(givenAt).toISOString() })
    if (answer.ok) onClose()
    else toast({ text: inWords(answer.reason) })
  }
  const fields = ['who', 'purpose', 'edition'] as const
  return (
    <Dialog
      title={say.note}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" disabled={!isWhole} onClick={() => void note()}>
            {say.note}
          </Button>
        </>
      }
    >
      {fields.map((field) => (
        <label class="erasure-why" key={field}>
          <span>{say.consent[field]}</span>
          <input onInput={({ currentTarget: { value } }) => write(field, value)} />
        </label>
      ))}
      <label class="erasure-why">
        <span>{say.consent.givenAt}</span>
        <input type="date" onInput={({ currentTarget: { value } }) => write('givenAt', value)} />
      </label>
    </Dialog>
  )
}

async function tell(done: ReturnType<typeof withdrawConsent>) {
  const answer = await done
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}
