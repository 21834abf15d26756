/** What people do to a message that is there. Each takes in the server's answer ahead of the event. */
import type { ShownMessage } from '../../backend/shown.ts'
import type { Result } from '../api.ts'
import { me, server } from '../card/card.model.ts'
import { take } from './timeline.model.ts'

type Acted = Promise<Result<ShownMessage>>

export function react(message: ShownMessage, emoji: string): Acted {
  const { thread, id } = message
  return taken(
    reacted(message, emoji) ? server().unreact(thread, id, emoji) : server().react(thread, id, emoji),
  )
}

/** I have put this one on it. */
export function reacted(message: ShownMessage, emoji: string): boolean {
  return message.reactions.some((one) => one.emoji === emoji && one.people.includes(me.value.id))
}

export function togglePin(message: ShownMessage): Acted {
  const { thread, id, pinnedAt } = message
  return taken(pinnedAt ? server().unpin(thread, id) : server().pin(thread, id))
}

export function remove(message: ShownMessage): Acted {
  return taken(server().remove(message.thread, message.id))
}

async function taken(acting: Acted): Acted {
  const answer = await acting
  if (answer.ok) await take(answer.value)
  return answer
}
