import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownHold } from '../../../backend/shown.ts'
import { State } from '../../card/States.tsx'
import { fileSize } from '../../files/size.ts'
import { Button } from '../../parts/Button.tsx'
import { dateOnly, fullWhen } from '../../parts/dates.ts'
import { toast } from '../../parts/toast.ts'
import { inWords } from '../../threads/in-words.ts'
import { words } from '../../words/index.ts'
import { cardByKey } from '../known.model.ts'
import { confirmRelease, failure, goOnHolding, holds, loadHolds } from './holds.model.ts'
import { PlaceDialog } from './PlaceDialog.tsx'
import { ReleaseDialog } from './ReleaseDialog.tsx'
import { holdWords } from './words.ts'
import '../choices/settings.css'
import './holds.css'

/** What must not be deleted for now: placed by one, let go of by two. */
export function HoldsSection() {
  const say = holdWords()
  const placing = useSignal(false)
  useEffect(() => void loadHolds(), [])
  const all = holds.value
  if (failure.value && !all) {
    return (
      <State within icon="alert" title={say.title} text={inWords(failure.value)}>
        <Button onClick={() => void loadHolds()}>{words.retry}</Button>
      </State>
    )
  }
  const close = () => {
    placing.value = false
  }
  return (
    <div class="settings holds">
      <header class="settings-head">
        <div class="settings-title">
          <h2>{say.title}</h2>
          <p>{all ? say.hint : words.loading}</p>
        </div>
        <Button
          kind="primary"
          onClick={() => {
            placing.value = true
          }}
        >
          {say.place}
        </Button>
      </header>
      {all?.length === 0 && <p class="settings-card settings-hint">{say.none}</p>}
      {all?.map((hold) => (
        <HoldCard key={hold.id} hold={hold} />
      ))}
      {placing.value && <PlaceDialog onClose={close} />}
    </div>
  )
}

function HoldCard({ hold }: { hold: ShownHold }) {
  const say = holdWords()
  const { reason, at, by, endsAt, covers, releaseAsked, releaseConfirmed } = hold
  const isOver = endsAt !== undefined && Date.parse(endsAt) <= Date.now()
  const { files, bytes, messages } = covers
  return (
    <article class={isOver ? 'settings-card hold hold-over' : 'settings-card hold'}>
      <h3 class="isolate">{scopeInWords(hold)}</h3>
      <p class="isolate">{reason}</p>
      <p class="settings-hint">
        {say.placed(by?.name ?? say.somebody, dateOnly(at))}
        {!isOver && ` · ${say.covers(files, bytes > 0 ? ` (${fileSize(bytes)})` : '', messages)}`}
      </p>
      {releaseAsked && (
        <p class="isolate">
          {say.asked(releaseAsked.by?.name ?? say.somebody, dateOnly(releaseAsked.at), releaseAsked.reason)}
        </p>
      )}
      {releaseConfirmed && endsAt && (
        <p class="isolate">
          {isOver
            ? say.over(releaseConfirmed.by?.name ?? say.somebody, fullWhen(endsAt))
            : say.ends(releaseConfirmed.by?.name ?? say.somebody, fullWhen(endsAt))}
        </p>
      )}
      {!isOver && <Deeds hold={hold} />}
    </article>
  )
}

function Deeds({ hold: { id, releaseAsked, releaseConfirmed } }: { hold: ShownHold }) {
  const say = holdWords()
  const asking = useSignal(false)
  const close = () => {
    asking.value = false
  }
  return (
    <div class="hold-deeds">
      {!releaseAsked && (
        <Button
          small
          onClick={() => {
            asking.value = true
          }}
        >
          {say.ask}
        </Button>
      )}
      {releaseAsked && !releaseConfirmed && !releaseAsked.mine && (
        <Button small kind="danger" onClick={() => void tellUnless(confirmRelease(id))}>
          {say.confirm}
        </Button>
      )}
      {releaseAsked && !releaseConfirmed && releaseAsked.mine && (
        <span class="settings-hint">{say.waits}</span>
      )}
      {releaseAsked && (
        <Button small onClick={() => void tellUnless(goOnHolding(id))}>
          {say.goOn}
        </Button>
      )}
      {asking.value && <ReleaseDialog id={id} onClose={close} />}
    </div>
  )
}

async function tellUnless(done: ReturnType<typeof goOnHolding>) {
  const answer = await done
  if (!answer.ok) toast({ text: inWords(answer.reason) })
}

function scopeInWords({ scope, names }: ShownHold): string {
  const say = holdWords()
  const { record, client, thread, person, since, until } = scope
  return [
    record && cardByKey(record),
    client && say.scope.client(names.client ?? client),
    thread && say.scope.thread(names.thread || thread),
    person && say.scope.person(names.person ?? person),
    since && say.scope.since(dateOnly(since)),
    until && say.scope.until(dateOnly(until)),
  ]
    .filter(Boolean)
    .join(' · ')
}
