import type { InboxRow } from '../../../backend/shown.ts'
import { happenedInWords } from '../../threads/happened.ts'
import { words } from '../../words/index.ts'
import { isMe, personNamed } from './inbox.model.ts'

/** "Вы: Подаём сегодня", "Дмитрий: 2 файла". */
export function lastWords({ lastMessage }: InboxRow): string {
  if (!lastMessage) return words.nav.empty
  const { author, deletedAt, happened, text, elsewhere, files } = lastMessage
  if (deletedAt) return words.nav.deleted
  if (happened) return happenedInWords(happened, (id) => personNamed(id)?.name ?? '')
  return `${firstName(author)}: ${text || (elsewhere ? words.nav.inCrm : words.files(files))}`
}

function firstName(id: string): string {
  if (isMe(id)) return words.you
  return personNamed(id)?.name.trim().split(/\s+/u)[0] ?? words.conversation.someone
}
