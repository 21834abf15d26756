import { useSignal } from '@preact/signals'
import type { ShownAcknowledgement, ShownMessage } from '../../backend/shown.ts'
import { me } from '../card/card.model.ts'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { confirm, remind } from '../questions/asking.model.ts'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { nameOf } from '../threads/names.ts'
import { listed } from '../words/index.ts'

type AcknowledgementCardProps = { message: ShownMessage; acknowledgement: ShownAcknowledgement }

/** Who has confirmed having read, and who has not. */
export function AcknowledgementCard({ message, acknowledgement }: AcknowledgementCardProps) {
  const say = questionWords().confirm
  const { by, people } = acknowledgement
  const busy = useSignal(false)
  const confirmed = people.filter(({ at }) => at)
  const waiting = people.filter(({ at }) => !at)
  const mine = people.find(({ person }) => person === me.value.id)
  const names = (some: { person: string }[]) => listed(some.map(({ person }) => nameOf(person)))

  async function act(deed: () => ReturnType<typeof confirm>, done: string) {
    if (busy.peek()) return
    busy.value = true
    const answer = await deed()
    busy.value = false
    if (answer.ok) announce(done)
    else toast({ text: answer.reason === 'too_many_requests' ? say.tooSoon : whyNot(answer.reason) })
  }

  return (
    <fieldset class={waiting.length > 0 ? 'matter' : 'matter matter-answered'} aria-label={say.title}>
      <p class="matter-head">
        <Icon name="checks" size="s" />
        <b>{waiting.length > 0 ? say.progress(confirmed.length, people.length) : say.all(people.length)}</b>
      </p>
      <div class="matter-bar" aria-hidden="true">
        <i style={{ width: `${(100 * confirmed.length) / people.length}%` }} />
      </div>
      {waiting.length > 0 && <p class="matter-state isolate">{say.waiting(names(waiting))}</p>}
      {confirmed.length > 0 && <p class="matter-state isolate">{say.who(names(confirmed))}</p>}
      <p class="matter-tools">
        {mine && !mine.at && (
          <Button
            small
            kind="primary"
            disabled={busy.value}
            onClick={() => void act(() => confirm(message), say.done)}
          >
            {say.mine}
          </Button>
        )}
        {by === me.value.id && waiting.length > 0 && (
          <Button
            small
            kind="text"
            disabled={busy.value}
            onClick={() => void act(() => remind(message), say.reminded)}
          >
            {say.remind}
          </Button>
        )}
      </p>
    </fieldset>
  )
}
