import { useSignal } from '@preact/signals'
import type { ErasureFind, ErasurePreview } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { busy, callOff, decide, lookFor } from './erasure.model.ts'
import { Find } from './Find.tsx'
import { OrderDialog } from './OrderDialog.tsx'
import { erasureWords } from './words.ts'

/** What was found, to be decided about; and at the end the order. */
export function Finds({ shown }: { shown: ErasurePreview }) {
  const say = erasureWords()
  const ordering = useSignal(false)
  const { finds, alone, host, more, signs, people, elsewhere } = shown
  const undecided = finds.filter(({ decided }) => !decided)
  const free = undecided.filter(({ conflicts }) => conflicts.every((one) => one === 'others'))
  // What somebody else has written goes as a whole only where somebody has looked at it.
  const his = free.filter(({ conflicts }) => conflicts.length === 0)
  const him = (person: string) => lookFor(signs, [...people.map(({ id }) => id), person])
  return (
    <>
      <section class="settings-card erasure-card" aria-live="polite">
        <h3>{finds.length > 0 ? say.found(finds.length) : say.nothing}</h3>
        {more && <p class="settings-hint">{say.more}</p>}
        {alone.map(({ word, texts }) => (
          <p class="settings-hint isolate" key={word}>
            {say.alone(word, texts)}
          </p>
        ))}
        {elsewhere !== undefined && elsewhere > 0 && <p class="settings-hint">{say.elsewhere(elsewhere)}</p>}
        {free.length > 1 && (
          <div class="erasure-deeds">
            <span>{say.all}</span>
            <Button small disabled={busy.value} onClick={() => void tell(decide(free, 'redact'))}>
              {say.decisions.redact}
            </Button>
            {his.length > 1 && (
              <Button small disabled={busy.value} onClick={() => void tell(decide(his, 'erase'))}>
                {say.decisions.erase}
              </Button>
            )}
          </div>
        )}
      </section>
      <ul class="erasure-finds">
        {finds.map((find) => (
          <Find key={find.thing} find={find} decide={deciding(find)} itIsHim={isHim(find, shown, him)} />
        ))}
      </ul>
      {host.length > 0 && (
        <section class="settings-card erasure-card">
          <h3>{say.host}</h3>
          <p class="settings-hint">{say.hostHint}</p>
          <ul class="erasure-list">
            {host.map(({ what, id }) => (
              <li key={`${what} ${id}`}>{`${say.copies[what]} № ${id}`}</li>
            ))}
          </ul>
        </section>
      )}
      <footer class="erasure-foot">
        <Button onClick={() => void tell(callOff())}>{say.callOff}</Button>
        {undecided.length > 0 && <span class="settings-hint">{say.undecided(undecided.length)}</span>}
        <Button
          kind="danger"
          disabled={undecided.length > 0 || more || finds.length === 0 || busy.value}
          onClick={() => {
            ordering.value = true
          }}
        >
          {say.order}
        </Button>
      </footer>
      {ordering.value && (
        <OrderDialog
          things={shown.confirm}
          onClose={() => {
            ordering.value = false
          }}
        />
      )}
    </>
  )
}

function deciding(find: ErasureFind): Parameters<typeof Find>[0]['decide'] {
  return (decision, reason) => void tell(decide([find], decision, reason))
}

/** Somebody of ours who may be he, and is not looked for yet. */
function isHim({ kind, thing }: ErasureFind, { people }: ErasurePreview, him: (person: string) => Told) {
  const person = thing.replace(/^person /, '')
  const isKnown = people.some(({ id }) => id === person)
  return kind === 'person' && !isKnown ? () => void tell(him(person)) : undefined
}

type Told = Promise<{ ok: true } | { ok: false; reason: string }>

async function tell(done: Told) {
  const answer = await done
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}
