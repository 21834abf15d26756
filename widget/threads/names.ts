import { me, person } from '../card/card.model.ts'
import { words } from '../words/index.ts'

/** How a person is called in a conversation: "Вы" for the reader himself. */
export function nameOf(id: string): string {
  return id === me.value.id ? words.you : person(id).name || words.conversation.someone
}
