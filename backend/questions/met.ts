/** Questions that asked for a document, once it has come: by whatever way it came, nobody is waited for any more. */
import { audit } from '../audit/audit.ts'
import { type MessageRow, placeOf, type Talk } from '../awaited/talk.ts'
import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { answerWith, endAsking, questionOf } from './questions.ts'

/**
 * What these questions asked for has come with a message, which answers those asked before it in its own thread. The others
 * are asked no longer. Answers with the message as it is then.
 */
export async function askedHasCome<Bringing extends MessageRow | undefined>(
  w: Writing,
  talk: Pick<Talk, 'aboutThread'>,
  viewer: Viewer,
  asked: string[],
  bringing: Bringing,
): Promise<Bringing> {
  let message = bringing
  for (const id of asked) {
    const question = await questionOf(w, id)
    if (!question || question.answer || question.withdrawnAt) continue
    const place = await placeOf(w, id)
    if (!place) continue
    const on = { record: viewer.record, thread: question.thread, thing: id }
    if (message && mayAnswer(message, place.message)) {
      await answerWith(w, talk, { question, ...place }, message, viewer.person)
      audit(w, { act: 'question.answered', by: viewer, on, data: { answer: message.id } })
      message = { ...message, answers: id }
    } else {
      await endAsking(w, talk, place.thread, id)
      audit(w, { act: 'question.withdrawn', by: viewer, on })
    }
  }
  return message
}

function mayAnswer(answer: MessageRow, asked: MessageRow): boolean {
  return answer.thread === asked.thread && answer.seq > asked.seq && !answer.deletedAt
}
