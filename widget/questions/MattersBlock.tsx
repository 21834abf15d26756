import { useSignal } from '@preact/signals'
import type { ShownFact, ShownMessage } from '../../backend/shown.ts'
import { Block } from '../card/ContextBlock.tsx'
import { me } from '../card/card.model.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { shortWhen } from '../parts/dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toast.ts'
import { LineElsewhere } from '../threads/elsewhere.ts'
import { nameOf } from '../threads/names.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { removeFact } from './asking.model.ts'
import { FactDialog } from './FactDialog.tsx'
import { facts, questions } from './matters.model.ts'
import { now } from './now.ts'
import { dueWhen, stateOf, whomOf } from './state.ts'
import { questionWords, whyNot } from './words/index.ts'
import './matters-block.css'

/** Of the card, what is asked and what was learnt: beside the talk, open questions first. */
export function MattersBlock() {
  return (
    <>
      <Questions />
      <Facts />
    </>
  )
}

const fewQuestions = 5

function Questions() {
  const say = questionWords().panel
  const all = useSignal(false)
  const list = questions.value
  if (list.length === 0) return null
  return (
    <Block icon="ask" title={say.questions}>
      <ul>
        {list.slice(0, all.value ? undefined : fewQuestions).map((message) => (
          <Question key={message.id} message={message} />
        ))}
      </ul>
      {list.length > fewQuestions && (
        <Button
          kind="text"
          small
          class="context-all"
          onClick={() => {
            all.value = !all.value
          }}
        >
          {all.value ? say.fewer : say.more(list.length - fewQuestions)}
        </Button>
      )}
    </Block>
  )
}

function Question({ message }: { message: ShownMessage }) {
  const say = questionWords()
  const { question, text, elsewhere, thread, seq, id } = message
  if (!question) return null
  const state = stateOf(question, now.value)
  const { answer, deadline, to } = question
  const about =
    answer && state === 'answered'
      ? say.question.answered(nameOf(answer.by), shortWhen(answer.at))
      : `${whomOf(to)} · ${(state === 'late' ? say.question.late : say.question.until)(dueWhen(deadline))}`
  return (
    <li class={`context-line matter-line matter-line-${state}`}>
      <Icon name={state === 'answered' ? 'check' : 'ask'} size="s" />
      <span>
        <button
          type="button"
          class="context-link"
          aria-label={elsewhere ? undefined : say.panel.go(text)}
          onClick={() => void jumpTo(thread, answer?.seq ?? seq, answer?.message ?? id)}
        >
          {elsewhere ? <LineElsewhere of={message} thread={thread} /> : text}
        </button>
        <small class="isolate">{about}</small>
      </span>
    </li>
  )
}

function Facts() {
  const say = questionWords()
  const edited = useSignal<ShownFact | undefined>(undefined)
  if (facts.value.length === 0) return null
  return (
    <Block icon="bookmark" title={say.panel.facts}>
      <ul>
        {facts.value.map((fact) => (
          <Fact
            key={fact.id}
            fact={fact}
            onEdit={() => {
              edited.value = fact
            }}
          />
        ))}
      </ul>
      {edited.value && (
        <FactDialog
          fact={edited.value}
          onClose={() => {
            edited.value = undefined
          }}
        />
      )}
    </Block>
  )
}

function Fact({ fact, onEdit }: { fact: ShownFact; onEdit: () => void }) {
  const say = questionWords()
  const { text, thread, seq, message, by, at, editedBy } = fact
  const mine = by === me.value.id || me.value.role === 'head'
  const about = [say.fact.by(nameOf(by), shortWhen(at)), editedBy && say.fact.edited(nameOf(editedBy))]
  return (
    <li class="context-line matter-line">
      <span>
        <button
          type="button"
          class="context-link"
          aria-label={say.panel.go(text)}
          onClick={() => void jumpTo(thread, seq, message)}
        >
          {text}
        </button>
        <small class="isolate">{about.filter(Boolean).join(' · ')}</small>
      </span>
      {mine && (
        <span class="matter-line-tools">
          <IconButton small icon="edit" label={say.fact.edit(text)} onClick={onEdit} />
          <IconButton small icon="trash" label={say.fact.remove(text)} onClick={() => void remove(fact)} />
        </span>
      )}
    </li>
  )
}

async function remove({ id }: ShownFact) {
  const answer = await removeFact(id)
  toast({ text: answer.ok ? questionWords().fact.removed : whyNot(answer.reason) })
}
