import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShownMessage } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { IconButton } from '../parts/Button.tsx'
import { later } from '../parts/later.tsx'
import { words } from '../words/index.ts'
import { tellFailure } from './in-words.ts'
import { react } from './message.model.ts'
import { reply } from './message-deeds.ts'

const EmojiPicker = later(async () => (await import('./EmojiPicker.tsx')).EmojiPicker)
const MessageMenu = later(async () => (await import('./MessageMenu.tsx')).MessageMenu)

type Open = { what: 'emoji' | 'menu'; anchor: HTMLElement }

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
        {card.value.rights.write && (
          <>
            <IconButton
              icon="smile"
              label={said.react}
              small
              data-action="react"
              aria-haspopup="dialog"
              onClick={(event) => show('emoji', event.currentTarget)}
            />
            <IconButton icon="reply" label={said.reply} small onClick={() => reply(message)} />
          </>
        )}
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
        <MessageMenu message={message} anchor={open.value.anchor} onClose={close} />
      )}
    </>
  )
}
