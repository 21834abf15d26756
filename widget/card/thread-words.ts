/** How a thread is named and pictured wherever it is mentioned. */
import type { ShownThread, ThreadKind } from '../../backend/shown.ts'
import { personColour } from '../parts/colour.ts'
import type { IconName } from '../parts/icons.ts'
import { happenedInWords } from '../threads/happened.ts'
import { chosen, words } from '../words/index.ts'
import { card, me, person } from './card.model.ts'

const kinds: Record<ThreadKind, IconName> = {
  team: 'chat',
  topic: 'box',
  private: 'lock',
  backstage: 'lock',
  client: 'eye',
}

export function threadIcon({ kind }: Pick<ShownThread, 'kind'>): IconName {
  return kinds[kind]
}

/** The team's own discussion is named by us, in the reader's language; the others by those who opened them. */
export function threadTitle({ kind, title }: Pick<ShownThread, 'kind' | 'title'>): string {
  return kind === 'team' ? words.nav.teamThread : title
}

/** The class that colours its icon: fixed for the team and for private talk, by its own id for a topic. */
export function threadTint({ id, kind }: Pick<ShownThread, 'id' | 'kind'>): string {
  if (kind === 'team') return 'thread-tint-0'
  return kind === 'private' || kind === 'backstage'
    ? 'thread-tint-private'
    : `thread-tint-${1 + (personColour(id) % 5)}`
}

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
  if (lastMessage.happened) return happenedInWords(lastMessage.happened)
  const said = lastMessage.text || words.files(lastMessage.files)
  return `${firstName(lastMessage.author)}: ${said}`
}
