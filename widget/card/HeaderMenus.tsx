/** The menus of the card's header. */
import type { ShownThread } from '../../backend/shown.ts'
import type { Result } from '../api.ts'
import { Menu, type MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { words } from '../words/index.ts'
import { openedWords } from '../words/opened.ts'
import { card, openThread, patchThread, server, threads } from './card.model.ts'
import { sheet } from './layout.ts'
import { threadIcon, threadTitle } from './thread-looks.ts'

type HeaderMenuProps = { anchor: HTMLElement; onClose: () => void }

/** What can be done with a discussion. */
export function ThreadMenu({ thread, ...rest }: HeaderMenuProps & { thread: ShownThread }) {
  return <Menu label={words.header.menu} items={deedsOf(thread)} {...rest} />
}

/** The other discussions, where the navigation has no column. */
export function ThreadSwitch(props: HeaderMenuProps) {
  const items = threads.value.map((one) => ({
    icon: threadIcon(one),
    label: threadTitle(one),
    onSelect: () => openThread(one.id),
  }))
  return <Menu label={words.header.change} items={items} {...props} />
}

function deedsOf(thread: ShownThread): MenuItem[] {
  const { mute, unmute, notices, closeThread, reopen, inviteTo, privateOnes, keys } = openedWords().threadMenu
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
  const { muted, unmuted } = openedWords().threadMenu
  const answer = await server().level(id, on ? 'none' : null)
  if (answer.ok) patchThread(id, ({ level: _, mutedAt: __, ...rest }) => ({ ...rest, ...answer.value }))
  tell(answer, on ? muted : unmuted)
}

async function setClosed({ id }: ShownThread, on: boolean) {
  const { threadClosed, threadReopened } = openedWords().threadMenu
  const answer = await (on ? server().closeThread(id) : server().reopenThread(id))
  if (answer.ok) patchThread(id, ({ closedAt: _, ...rest }) => ({ ...rest, ...answer.value }))
  tell(answer, on ? threadClosed : threadReopened)
}

function tell(answer: Result<unknown>, done: string) {
  toast({ text: answer.ok ? done : inWords(answer.reason) })
}
