/** What can be done with a discussion, from its menu. */
import type { ShownThread } from '../../backend/shown.ts'
import type { Result } from '../api.ts'
import type { MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { words } from '../words/index.ts'
import { card, patchThread, server } from './card.model.ts'
import { sheet } from './layout.ts'

export function threadMenu(thread: ShownThread): MenuItem[] {
  const { mute, unmute, notices, closeThread, reopen, inviteTo, privateOnes, keys } = words.header
  const items: MenuItem[] = [
    thread.mutedAt
      ? { icon: 'bell', label: unmute, onSelect: () => setMuted(thread, false) }
      : { icon: 'bell-off', label: mute, onSelect: () => setMuted(thread, true) },
    { icon: 'bell', label: notices, onSelect: () => (sheet.value = 'notices') },
  ]
  // The team's own discussion is the card itself and has no end.
  if (thread.kind !== 'team') {
    items.push(
      thread.closedAt
        ? { icon: 'reload', label: reopen, onSelect: () => setClosed(thread, false) }
        : { icon: 'check', label: closeThread, onSelect: () => setClosed(thread, true) },
    )
  }
  const { rights } = card.peek()
  if (rights.invite && thread.kind !== 'private')
    items.push({ icon: 'users', label: inviteTo, onSelect: () => (sheet.value = 'invite') })
  if (rights.supervise)
    items.push({ icon: 'lock', label: privateOnes, onSelect: () => (sheet.value = 'supervise') })
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
  const answer = await server().level(id, on ? 'none' : null)
  if (answer.ok) patchThread(id, ({ level: _, mutedAt: __, ...rest }) => ({ ...rest, ...answer.value }))
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
