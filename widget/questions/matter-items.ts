/** What a message's menu offers besides: to make it a fact, to ask for a confirmation, to take it for an answer. */
import type { ShownMessage } from '../../backend/shown.ts'
import { card, me, threadById } from '../card/card.model.ts'
import { announce } from '../parts/announce.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { markAnswer } from './asking.model.ts'
import { openQuestions } from './matters.model.ts'
import { questionWords, whyNot } from './words/index.ts'

export function matterItems(message: ShownMessage, show: (what: 'confirm' | 'fact') => void): MenuItem[] {
  const say = questionWords()
  const thread = threadById(message.thread)
  const asked = questionBefore(message)
  const mayAsk = !message.acknowledgement || message.acknowledgement.by === me.value.id
  return [
    ...(asked
      ? [{ icon: 'check' as const, label: say.question.mark, onSelect: () => void mark(asked, message) }]
      : []),
    ...(mayAsk && !thread?.closedAt
      ? [{ icon: 'checks' as const, label: say.confirm.item, onSelect: () => show('confirm') }]
      : []),
    ...(thread?.kind !== 'private' && message.text && !card.value.storage
      ? [{ icon: 'bookmark' as const, label: say.fact.item, onSelect: () => show('fact') }]
      : []),
  ]
}

/** The open question this message may answer: the one it replies to, else the last one asked before it. */
function questionBefore({ thread, seq, replyTo, answers, question }: ShownMessage): ShownMessage | undefined {
  if (answers || question) return undefined
  const before = openQuestions.value.filter((one) => one.thread === thread && one.seq < seq)
  return before.find(({ id }) => id === replyTo) ?? before.sort((a, b) => b.seq - a.seq)[0]
}

async function mark(asked: ShownMessage, message: ShownMessage) {
  const answer = await markAnswer(asked, message.id)
  if (answer.ok) announce(questionWords().question.marked)
  else toast({ text: whyNot(answer.reason) })
}
