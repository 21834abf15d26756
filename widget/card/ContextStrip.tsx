import { Chip } from '../parts/Chip.tsx'
import { Icon } from '../parts/Icon.tsx'
import { money, words } from '../words/index.ts'
import { card, currentThread } from './card.model.ts'
import { sheet } from './layout.ts'
import './context-strip.css'

/** The narrow card's way into its context: stage, sum and people in one line. */
export function ContextStrip() {
  const { stage, amount, currency } = card.value.context
  return (
    <button
      type="button"
      class="context-strip"
      aria-haspopup="dialog"
      onClick={() => {
        sheet.value = 'context'
      }}
    >
      <span class="hidden">{words.header.panel}: </span>
      {stage && <Chip tone="accent">{stage.name}</Chip>}
      {amount !== null && (
        <Chip>
          <bdi>{money(amount, currency)}</bdi>
        </Chip>
      )}
      <Chip title={words.people(currentThread.value?.members.length ?? 0)}>
        <Icon name="users" size="xs" />
        {currentThread.value?.members.length}
      </Chip>
    </button>
  )
}
