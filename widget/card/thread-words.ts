/** What is said of a thread and of whoever speaks in it. */
import type { ShownThread } from '../../backend/shown.ts'
import { happenedInWords } from '../threads/happened.ts'
import { chosen, words } from '../words/index.ts'
import { card, me, person } from './card.model.ts'

export function roleTitle(id: string): string {
  return card.value.roles.find((role) => role.id === id)?.title[chosen.language] ?? id
}

/** "Алина": what a row has room for. */
export function firstName(id: string): string {
  if (id === me.value.id) return words.you
  return person(id).name.trim().split(/\s+/u)[0] ?? ''
}

/** "Вы: Подаём сегодня", "Дмитрий: 2 файла". */
export function lastWords({ lastMessage }: ShownThread): string {
  if (!lastMessage) return words.nav.empty
  if (lastMessage.deletedAt) return words.nav.deleted
  if (lastMessage.happened) return happenedInWords(lastMessage.happened, (id) => person(id).name)
  const said = lastMessage.text || (lastMessage.elsewhere ? words.nav.inCrm : words.files(lastMessage.files))
  return `${firstName(lastMessage.author)}: ${said}`
}
