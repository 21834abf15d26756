import { Popover } from '../parts/Popover.tsx'
import { emoji, quick } from './emoji.ts'
import './emoji-picker.css'

type EmojiPickerProps = {
  anchor: HTMLElement
  label: string
  /** What pressing one does, said of that one. */
  labelOf: (emoji: string) => string
  onPick: (emoji: string) => void
  onClose: () => void
}

/** The quick ones in a row of their own, the rest below. Arrows move. */
export function EmojiPicker({ anchor, label, labelOf, onPick, onClose }: EmojiPickerProps) {
  const choose = (one: string) => {
    onClose()
    anchor.focus()
    onPick(one)
  }
  return (
    <Popover anchor={anchor} label={label} onClose={onClose}>
      <div class="emoji-picker" role="toolbar" aria-label={label} onKeyDown={moveAlong}>
        {[quick, emoji.slice(quick.length)].map((row) => (
          <div key={row[0]} class="emoji-picker-row">
            {row.map((one) => (
              <button key={one} type="button" aria-label={labelOf(one)} onClick={() => choose(one)}>
                {one}
              </button>
            ))}
          </div>
        ))}
      </div>
    </Popover>
  )
}

const perLine = 6

function moveAlong(event: KeyboardEvent) {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: perLine,
    ArrowUp: -perLine,
  }
  const step = steps[event.key]
  if (step === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll('button')]
  all[all.indexOf(event.target as HTMLButtonElement) + step]?.focus()
}
