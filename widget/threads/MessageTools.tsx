import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import { IconButton } from '../parts/Button.tsx'
import { later } from '../parts/later.tsx'
import type { MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { words } from '../words/index.ts'
import { answer, edit, mayChange } from './composer.model.ts'
import { copyText } from './copy.ts'
import { focusField } from './focus-field.ts'
import { tellFailure } from './in-words.ts'
import { react, togglePin } from './message.model.ts'
import { unreadFrom } from './reading.model.ts'

const EmojiPicker = later(async () => (await import('./EmojiPicker.tsx')).EmojiPicker)
const Menu = later(async () => (await import('../parts/Menu.tsx')).Menu)
const Removal = later(async () => (await import('./Removal.tsx')).Removal)

type Open = { what: 'emoji' | 'menu' | 'removal'; anchor: HTMLElement }

type MessageToolsProps = {
  message: ShownMessage
  /** Told while something of it is open, so that it stays when the pointer leaves. */
  busy: Signal<boolean>
}

/** What can be done with a message: seen while it is pointed at or has the focus. */
export function MessageTools({ message, busy }: MessageToolsProps) {
  const said = words.conversation
  const open = useSignal<Open | undefined>(undefined)
  const show = (what: Open['what'], anchor: HTMLElement) => {
    open.value = { what, anchor }
    busy.value = true
  }
  const close = () => {
    open.value = undefined
    busy.value = false
  }
  useEffect(() => close, [])

  return (
    <>
      <div class="message-tools" role="toolbar" aria-label={said.actions}>
        <IconButton
          icon="smile"
          label={said.react}
          small
          data-action="react"
          aria-haspopup="dialog"
          onClick={(event) => show('emoji', event.currentTarget)}
        />
        <IconButton icon="reply" label={said.reply} small onClick={() => reply(message)} />
        <IconButton
          icon="more"
          label={words.more}
          small
          aria-haspopup="menu"
          onClick={(event) => show('menu', event.currentTarget)}
        />
      </div>
      {open.value?.what === 'emoji' && (
        <EmojiPicker
          anchor={open.value.anchor}
          label={said.react}
          labelOf={said.reactWith}
          onPick={async (emoji) => tellFailure(await react(message, emoji))}
          onClose={close}
        />
      )}
      {open.value?.what === 'menu' && (
        <Menu
          anchor={open.value.anchor}
          label={said.actions}
          items={itemsOf(message, () => open.value && show('removal', open.value.anchor))}
          onClose={() => {
            // The menu closes before it acts; what the action opens must still find its anchor.
            queueMicrotask(() => open.value?.what === 'menu' && close())
          }}
        />
      )}
      {open.value?.what === 'removal' && <Removal message={message} onClose={close} />}
    </>
  )
}

function itemsOf(message: ShownMessage, askRemoval: () => void): MenuItem[] {
  const said = words.conversation
  const pinned = message.pinnedAt !== undefined
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
    { icon: 'pin', label: pinned ? said.unpin : said.pin, onSelect: () => void pin(message) },
    { icon: 'unread', label: said.unreadFrom, onSelect: () => void unread(message) },
    ...(mayChange(message)
      ? [{ icon: 'trash' as const, label: said.remove, onSelect: askRemoval, danger: true }]
      : []),
  ]
}

export function reply(message: ShownMessage): void {
  answer(message)
  focusField()
}

export function change(message: ShownMessage): void {
  edit(message)
  focusField()
}

export async function pin(message: ShownMessage): Promise<void> {
  tellFailure(await togglePin(message))
}

export async function unread(message: ShownMessage): Promise<void> {
  tellFailure(await unreadFrom(message))
}

async function copy(message: ShownMessage) {
  const copied = await copyText(message.text)
  toast({ text: copied ? words.conversation.copied : words.conversation.refused.other })
}
