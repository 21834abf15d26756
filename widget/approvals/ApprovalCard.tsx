import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { ShownApproval, ShownMessage } from '../../backend/shown.ts'
import { me, threadById } from '../card/card.model.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import { announce } from '../parts/announce.ts'
import { Button } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { decide, withdrawApproval } from '../questions/asking.model.ts'
import { whomOf } from '../questions/state.ts'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { GuestsSee } from '../threads/GuestsSee.tsx'
import { nameOf } from '../threads/names.ts'
import { Numbers } from './Numbers.tsx'

type ApprovalCardProps = { message: ShownMessage; approval: ShownApproval }

/** A yes-or-no beneath its words: the deal's numbers, who decides, and what was decided. */
export function ApprovalCard({ message, approval }: ApprovalCardProps) {
  const say = questionWords().approval
  const { decisions, withdrawnAt } = approval
  const last = decisions.at(-1)
  const anew = useSignal(false)
  const mine = message.author === me.value.id
  const decides = approval.to.people.includes(me.value.id) && !threadById(message.thread)?.closedAt
  const state = withdrawnAt ? 'withdrawn' : last ? (last.yes ? 'yes' : 'no') : 'open'

  return (
    <fieldset class={`matter matter-${state}`} aria-label={say.label}>
      <p class="matter-head">
        <Icon name={last ? (last.yes ? 'check' : 'close') : 'shield'} size="s" />
        <b>{say.label}</b>
        <span class="isolate">
          {withdrawnAt ? say.withdrawn(shortWhen(withdrawnAt)) : !last && say.waits(whomOf(approval.to))}
        </span>
      </p>
      {!withdrawnAt && <Numbers message={message} />}
      <Decisions decisions={decisions} />
      {!withdrawnAt && decides && (!last || anew.value) && (
        <Deciding
          message={message}
          onDone={() => {
            anew.value = false
          }}
        />
      )}
      {!withdrawnAt && ((decides && last && !anew.value) || (mine && !last)) && (
        <p class="matter-tools">
          {last ? (
            <Button
              small
              kind="text"
              onClick={() => {
                anew.value = true
              }}
            >
              {say.again}
            </Button>
          ) : (
            <Button small kind="text" onClick={() => void withdraw(message)}>
              {say.withdraw}
            </Button>
          )}
        </p>
      )}
    </fieldset>
  )
}

function Decisions({ decisions }: Pick<ShownApproval, 'decisions'>) {
  const say = questionWords().approval
  if (decisions.length === 0) return null
  return (
    <ul class="matter-decisions">
      {decisions.map(({ id, yes, words, by, at }, place) => {
        const past = place < decisions.length - 1
        const said = (yes ? say.approved : say.declined)(nameOf(by), shortWhen(at))
        return (
          <li key={id} class={past ? 'matter-past' : undefined}>
            {past ? (
              `${said} · ${say.superseded}`
            ) : (
              <b class={yes ? 'matter-said-yes' : 'matter-said-no'}>{said}</b>
            )}
            {words && <p class="isolate">{words}</p>}
          </li>
        )
      })}
    </ul>
  )
}

/** One tap decides; words go along if there are any. */
function Deciding({ message, onDone }: { message: ShownMessage; onDone: () => void }) {
  const say = questionWords().approval
  // Pressed twice, or sent again after a failure, it stays one decision.
  const id = useMemo(uuid7, [])
  const words = useSignal('')
  const busy = useSignal(false)

  async function answer(yes: boolean) {
    if (busy.peek()) return
    busy.value = true
    const decided = await decide(message, id, { yes, words: words.peek() })
    busy.value = false
    if (!decided.ok) return toast({ text: whyNot(decided.reason) })
    announce(yes ? say.yes : say.no)
    onDone()
  }

  return (
    <div class="matter-words">
      <input
        type="text"
        dir="auto"
        maxLength={1000}
        aria-label={say.words}
        placeholder={say.words}
        value={words}
        onInput={(event) => {
          words.value = event.currentTarget.value
        }}
      />
      <GuestsSee thread={threadById(message.thread)} />
      <p class="matter-tools">
        <Button small kind="primary" disabled={busy.value} onClick={() => void answer(true)}>
          {say.yes}
        </Button>
        <Button small kind="danger" disabled={busy.value} onClick={() => void answer(false)}>
          {say.no}
        </Button>
      </p>
    </div>
  )
}

async function withdraw(message: ShownMessage) {
  const answer = await withdrawApproval(message)
  if (!answer.ok) toast({ text: whyNot(answer.reason) })
}
