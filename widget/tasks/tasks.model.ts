/** Tasks as people ask for them. Takes in the server's answer ahead of the event. */
import type { ShownMessage, ShownTask } from '../../backend/shown.ts'
import type { NewTask, Result } from '../api.ts'
import { server } from '../card/card.model.ts'
import { take } from '../threads/timeline.model.ts'

/** Under the same id it is the same task, however often it is asked for. */
export async function makeTask(
  message: ShownMessage,
  id: string,
  wanted: NewTask,
): Promise<Result<ShownMessage>> {
  const answer = await server().makeTask(message.thread, message.id, id, wanted)
  if (answer.ok) await take(answer.value)
  return answer
}

/** Asks once more for what the host has refused. */
export function askAgain(message: ShownMessage, task: ShownTask): Promise<Result<ShownMessage>> {
  const { id, title, responsible, deadline = null } = task
  return makeTask(message, id, { title, responsible, deadline })
}
