import { useSignal } from '@preact/signals'
import type { ShownThread } from '../../backend/shown.ts'
import { IconButton } from '../parts/Button.tsx'
import { Icon } from '../parts/Icon.tsx'
import { listed, words } from '../words/index.ts'
import { LineElsewhere } from './elsewhere.ts'
import { tellFailure } from './in-words.ts'
import { togglePin } from './message.model.ts'
import { nameOf } from './names.ts'
import { jumpTo } from './timeline.model.ts'
import './pins-strip.css'

/** What is pinned, one at a time, newest first: pressing shows it and turns to the next. */
export function PinsStrip({ thread }: { thread: ShownThread }) {
  const turn = useSignal(0)
  const { pins } = thread
  const at = turn.value % Math.max(1, pins.length)
  const pin = pins[at]
  if (!pin) return null
  const said = words.conversation
  const next = () => {
    turn.value = at + 1
  }
  return (
    <div class="pins">
      <Icon name="pin" size="s" />
      <i class="pins-bar" />
      <button
        type="button"
        class="pins-text ellipsis"
        title={pin.pinnedBy && said.pinnedBy(nameOf(pin.pinnedBy))}
        onClick={() => {
          void jumpTo(thread.id, pin.seq, pin.id)
          next()
        }}
      >
        <span class="hidden">{said.showPinned}: </span>
        <b>{pins.length > 1 ? `${said.pinned} ${said.pinOf(at + 1, pins.length)}` : said.pinned}</b>
        {' · '}
        <span class="isolate">
          {pin.elsewhere ? (
            <LineElsewhere of={pin} thread={thread.id} />
          ) : (
            pin.text || listed(pin.files.map(({ name }) => name))
          )}
        </span>
      </button>
      {pins.length > 1 && <IconButton icon="chevron" label={said.nextPinned} small onClick={next} />}
      <IconButton
        icon="close"
        label={said.unpin}
        small
        onClick={async () => tellFailure(await togglePin(pin))}
      />
    </div>
  )
}
