import type { Viewer } from '../signed-in.ts'
import type { Writing } from '../store/store.ts'
import { needNoAnswer } from '../unanswered/unanswered.ts'
import { seeThread } from './find.ts'

/** No answer of his is needed up to and including `seq`; answers with how many messages still wait for one. */
export async function markAnswered(
  w: Writing,
  viewer: Viewer,
  threadId: string,
  seq: number,
): Promise<number> {
  const { thread } = await seeThread(w, viewer, threadId)
  return needNoAnswer(w, thread, viewer.person, seq)
}
