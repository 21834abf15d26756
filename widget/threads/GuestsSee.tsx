import type { ShownThread } from '../../backend/shown.ts'
import { person } from '../card/card.model.ts'
import { listed, words } from '../words/index.ts'

/** Says who from outside reads what is said in a thread; nothing where nobody does. */
export function GuestsSee({ thread }: { thread: ShownThread | undefined }) {
  const guests = guestsIn(thread)
  if (guests.length === 0) return null
  const names = listed(guests.map(({ name }) => name))
  return <b class="audience-note audience-guests">{words.conversation.guestsToo(names)}</b>
}

export function guestsIn(thread: ShownThread | undefined) {
  return (thread?.members ?? []).map(person).filter(({ sponsor }) => sponsor)
}
