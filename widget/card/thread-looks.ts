/** How a thread is named and pictured wherever it is mentioned. */
import type { ShownThread, ThreadKind } from '../../backend/shown.ts'
import { personColour } from '../parts/colour.ts'
import type { IconName } from '../parts/icons.ts'
import { words } from '../words/index.ts'

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
