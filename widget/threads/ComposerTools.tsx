import { useSignal } from '@preact/signals'
import { IconButton } from '../parts/Button.tsx'
import { later } from '../parts/later.tsx'
import { words } from '../words/index.ts'

const EmojiPicker = later(async () => (await import('./EmojiPicker.tsx')).EmojiPicker)

type ComposerToolsProps = { onAttach: () => void; onInsert: (text: string) => void }

export function ComposerTools({ onAttach, onInsert }: ComposerToolsProps) {
  const { attach, mention, emoji } = words.conversation
  const smiling = useSignal<HTMLElement | undefined>(undefined)
  return (
    <>
      <IconButton icon="clip" label={attach} onClick={onAttach} />
      <IconButton icon="at" label={mention} onClick={() => onInsert('@')} />
      <IconButton
        icon="smile"
        label={emoji}
        aria-haspopup="dialog"
        onClick={(event) => {
          smiling.value = smiling.value ? undefined : event.currentTarget
        }}
      />
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
