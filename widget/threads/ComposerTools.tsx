import { useSignal } from '@preact/signals'
import type { ShownThread } from '../../backend/shown.ts'
import { card } from '../card/card.model.ts'
import { IconButton } from '../parts/Button.tsx'
import { later } from '../parts/later.tsx'
import { words } from '../words/index.ts'

const EmojiPicker = later(async () => (await import('./EmojiPicker.tsx')).EmojiPicker)

const AskMenu = later(async () => (await import('../questions/AskMenu.tsx')).AskMenu)

type ComposerToolsProps = { thread: ShownThread; onAttach: () => void; onInsert: (text: string) => void }

export function ComposerTools({ thread, onAttach, onInsert }: ComposerToolsProps) {
  const { attach, mention, emoji, ask } = words.conversation
  const asking = useSignal<HTMLElement | undefined>(undefined)
  const smiling = useSignal<HTMLElement | undefined>(undefined)
  return (
    <>
      <IconButton icon="clip" label={attach} onClick={onAttach} />
      {!card.value.invited && <IconButton icon="at" label={mention} onClick={() => onInsert('@')} />}
      <IconButton
        icon="smile"
        label={emoji}
        aria-haspopup="dialog"
        onClick={(event) => {
          smiling.value = smiling.value ? undefined : event.currentTarget
        }}
      />
      {!card.value.invited && (
        <IconButton
          icon="ask"
          label={ask}
          aria-haspopup="menu"
          onClick={(event) => {
            asking.value = asking.value ? undefined : event.currentTarget
          }}
        />
      )}
      {asking.value && (
        <AskMenu
          thread={thread}
          anchor={asking.value}
          onClose={() => {
            asking.value = undefined
          }}
        />
      )}
      {smiling.value && (
        <EmojiPicker
          anchor={smiling.value}
          label={emoji}
          labelOf={(one) => one}
          onPick={onInsert}
          onClose={() => {
            smiling.value = undefined
          }}
        />
      )}
    </>
  )
}
