/** What can be done with a discussion, from its menu. */
import type { ShownThread } from '../../backend/shown.ts'
import type { Result } from '../api.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { words } from '../words/index.ts'
import { patchThread, server } from './card.model.ts'
import { sheet } from './layout.ts'

export function threadMenu(thread: ShownThread): MenuItem[] {
  const { mute, unmute, closeThread, reopen, keys } = words.header
  const items: MenuItem[] = [
    thread.mutedAt
      ? { icon: 'bell', label: unmute, onSelect: () => setMuted(thread, false) }
      : { icon: 'bell-off', label: mute, onSelect: () => setMuted(thread, true) },
  ]
  // The team's own discussion is the card itself and has no end.
  if (thread.kind !== 'team') {
    items.push(
      thread.closedAt
        ? { icon: 'reload', label: reopen, onSelect: () => setClosed(thread, false) }
        : { icon: 'check', label: closeThread, onSelect: () => setClosed(thread, true) },
    )
  }
  items.push({
    icon: 'keyboard',
    label: keys,
    onSelect: () => {
      sheet.value = 'keys'
    },
  })
  return items
}

async function setMuted({ id }: ShownThread, on: boolean) {
  const answer = await (on ? server().mute(id) : server().unmute(id))
  if (answer.ok) patchThread(id, ({ mutedAt: _, ...rest }) => ({ ...rest, ...answer.value }))
  tell(answer, on ? words.header.muted : words.header.unmuted)
}

async function setClosed({ id }: ShownThread, on: boolean) {
  const answer = await (on ? server().closeThread(id) : server().reopenThread(id))
  if (answer.ok) patchThread(id, ({ closedAt: _, ...rest }) => ({ ...rest, ...answer.value }))
  tell(answer, on ? words.header.threadClosed : words.header.threadReopened)
}

function tell(answer: Result<unknown>, done: string) {
  toast({ text: answer.ok ? done : inWords(answer.reason) })
}
