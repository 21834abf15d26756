import { useSignal } from '@preact/signals'
import type { ShownMessage, ShownQuestion } from '../../backend/shown.ts'
import { me, threadById } from '../card/card.model.ts'
import { Button } from '../parts/Button.tsx'
import { fullWhen, shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { reply } from '../threads/message-deeds.ts'
import { nameOf } from '../threads/names.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { listed } from '../words/index.ts'
import { notAnswered, withdrawQuestion } from './asking.model.ts'
import { now } from './now.ts'
import { dueWhen, stateOf, whomOf } from './state.ts'
import { questionWords, whyNot } from './words/index.ts'

/** A question beneath its words: whom, by when, and what has come of it. */
export function QuestionCard({ message, question }: { message: ShownMessage; question: ShownQuestion }) {
  const say = questionWords().question
  const state = stateOf(question, now.value)
  const { answer } = question
  const busy = useSignal(false)
  const closed = threadById(message.thread)?.closedAt !== undefined
  const mine = message.author === me.value.id
  const forMe = question.to.people.includes(me.value.id) || question.overdue?.people.includes(me.value.id)

  async function act(deed: () => ReturnType<typeof notAnswered>) {
    if (busy.peek()) return
    busy.value = true
    const done = await deed()
    busy.value = false
    if (!done.ok) toast({ text: whyNot(done.reason) })
  }

  return (
    <fieldset class={`matter matter-${state}`} aria-label={say.label}>
      <p class="matter-head">
        <Icon name={state === 'answered' ? 'check' : 'ask'} size="s" />
        <b>{say.label}</b>
        <span class="isolate">{say.to(whomOf(question.to))}</span>
      </p>
      <p class="matter-state" title={fullWhen(question.deadline)}>
        {factsOf(question, state)}
      </p>
      {question.overdue && question.overdue.step !== 'person' && !answer && (
        <p class="matter-state">{say.calledAlso(listed(question.overdue.people.map(nameOf)))}</p>
      )}
      {!closed && state !== 'withdrawn' && (
        <p class="matter-tools">
          {answer ? (
            <>
              <Button small onClick={() => void jumpTo(message.thread, answer.seq, answer.message)}>
                {say.goToAnswer}
              </Button>
              {(mine || forMe) && (
                <Button
                  small
                  kind="text"
                  disabled={busy.value}
                  onClick={() => void act(() => notAnswered(message))}
                >
                  {say.notAnswer}
                </Button>
              )}
            </>
          ) : (
            <>
              {!mine && (
                <Button small kind={forMe ? 'primary' : 'outline'} onClick={() => reply(message)}>
                  {say.reply}
                </Button>
              )}
              {mine && (
                <Button
                  small
                  kind="text"
                  disabled={busy.value}
                  onClick={() => void act(() => withdrawQuestion(message))}
                >
                  {say.withdraw}
                </Button>
              )}
            </>
          )}
        </p>
      )}
    </fieldset>
  )
}

function factsOf(
  { deadline, answer, withdrawnAt }: ShownQuestion,
  state: ReturnType<typeof stateOf>,
): string {
  const say = questionWords().question
  switch (state) {
    case 'answered':
      return say.answered(nameOf(answer?.by ?? ''), shortWhen(answer?.at ?? deadline))
    case 'withdrawn':
      return say.withdrawn(shortWhen(withdrawnAt ?? deadline))
    case 'late':
      return say.late(dueWhen(deadline))
    case 'open':
      return say.until(dueWhen(deadline))
  }
}
