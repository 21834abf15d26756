import { useSignal } from '@preact/signals'
import type { ShownMessage } from '../../backend/shown.ts'
import { card, threadById } from '../card/card.model.ts'
import { urgentItems } from '../notices/urgent-items.ts'
import { later } from '../parts/later.tsx'
import { Menu, type MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { matterItems } from '../questions/matter-items.ts'
import { words } from '../words/index.ts'
import { openedWords } from '../words/opened.ts'
import { mayChange } from './composer.model.ts'
import { copyText } from './copy.ts'
import { change, pin, unread } from './message-deeds.ts'

const TaskDialog = later(async () => (await import('../tasks/TaskDialog.tsx')).TaskDialog)
const ConfirmDialog = later(async () => (await import('../approvals/ConfirmDialog.tsx')).ConfirmDialog)
const FactDialog = later(async () => (await import('../questions/FactDialog.tsx')).FactDialog)
const Removal = later(async () => (await import('./Removal.tsx')).Removal)

/** What a choice of the menu opens. */
export type Opened = 'removal' | 'task' | 'confirm' | 'fact'

type MessageMenuProps = { message: ShownMessage; anchor: HTMLElement; onClose: () => void }

/** All that can be done with a message, and the dialogs of what needs to ask more. */
export function MessageMenu({ message, anchor, onClose }: MessageMenuProps) {
  const step = useSignal<'menu' | Opened>('menu')
  const show = (what: Opened) => {
    step.value = what
  }
  switch (step.value) {
    case 'menu':
      return (
        <Menu
          anchor={anchor}
          label={words.conversation.actions}
          items={itemsOf(message, show)}
          onClose={() => {
            // The menu closes before it acts; what the action opens must still find its anchor.
            queueMicrotask(() => step.peek() === 'menu' && onClose())
          }}
        />
      )
    case 'removal':
      return <Removal message={message} onClose={onClose} />
    case 'task':
      return <TaskDialog message={message} onClose={onClose} />
    case 'confirm':
      return <ConfirmDialog message={message} onClose={onClose} />
    case 'fact':
      return <FactDialog message={message} onClose={onClose} />
  }
}

function itemsOf(message: ShownMessage, show: (what: Opened) => void): MenuItem[] {
  const said = openedWords().messageMenu
  const { invited, rights } = card.peek()
  const write = rights.write && !threadById(message.thread)?.supervised
  const isOurs = write && !invited
  return [
    {
      icon: 'copy' as const,
      label: said.copy,
      onSelect: () => void copy(message),
      disabled: message.text === '',
    },
    ...(mayChange(message)
      ? [{ icon: 'edit' as const, label: said.edit, onSelect: () => change(message) }]
      : []),
    ...(isOurs ? ourItems(message, show) : []),
    ...(write
      ? [{ icon: 'unread' as const, label: said.unreadFrom, onSelect: () => void unread(message) }]
      : []),
    ...(mayChange(message)
      ? [
          {
            icon: 'trash' as const,
            label: words.conversation.remove,
            onSelect: () => show('removal'),
            danger: true,
          },
        ]
      : []),
  ]
}

/** What only those do who see the record. */
function ourItems(message: ShownMessage, show: (what: Opened) => void): MenuItem[] {
  const said = openedWords().messageMenu
  const pinned = message.pinnedAt !== undefined
  return [
    { icon: 'pin', label: pinned ? words.conversation.unpin : said.pin, onSelect: () => void pin(message) },
    { icon: 'check', label: said.makeTask, onSelect: () => show('task') },
    ...matterItems(message, show),
    ...urgentItems(message),
  ]
}

async function copy(message: ShownMessage) {
  const copied = await copyText(message.text)
  toast({ text: copied ? openedWords().messageMenu.copied : words.conversation.refused.other })
}
