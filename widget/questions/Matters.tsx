import type { ShownMessage } from '../../backend/shown.ts'
import { AcknowledgementCard } from '../approvals/AcknowledgementCard.tsx'
import { ApprovalCard } from '../approvals/ApprovalCard.tsx'
import { Icon } from '../parts/Icon.tsx'
import { SituationCard } from '../situations/SituationCard.tsx'
import { jumpTo } from '../threads/timeline.model.ts'
import { questions } from './matters.model.ts'
import { QuestionCard } from './QuestionCard.tsx'
import { questionWords } from './words/index.ts'
import './matters.css'

/** What a message carries besides its words. */
export function Matters({ message }: { message: ShownMessage }) {
  const { question, answers, approval, acknowledgement, situation } = message
  return (
    <>
      {answers && <AnswerMark thread={message.thread} question={answers} />}
      {question && <QuestionCard message={message} question={question} />}
      {approval && <ApprovalCard message={message} approval={approval} />}
      {situation && <SituationCard message={message} situation={situation} />}
      {acknowledgement && <AcknowledgementCard message={message} acknowledgement={acknowledgement} />}
    </>
  )
}

function AnswerMark({ thread, question }: { thread: string; question: string }) {
  const say = questionWords().question
  const asked = questions.value.find(({ id }) => id === question)
  return (
    <p class="matter-answer">
      <Icon name="check" size="xs" />
      {asked ? (
        <button type="button" onClick={() => void jumpTo(thread, asked.seq, asked.id)}>
          {say.isAnswer}
        </button>
      ) : (
        say.isAnswer
      )}
    </p>
  )
}
