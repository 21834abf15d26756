/** Keys on a message of the list. */
import type { ShownMessage } from '../../backend/shown.ts'
import { singleKeys } from '../card/single-keys.ts'
import { mayChange } from './composer.model.ts'
import { help, search } from './keys.ts'
import { change, pin, reply } from './message-deeds.ts'
import { divider, dropDivider } from './reading.model.ts'

interface ListKeys {
  message: ShownMessage | undefined
  /** Moves the focus by so many messages, or to an end. */
  move: (to: 1 | -1 | 'first' | 'last') => void
}

/** What the key does here; nothing when it is not ours. */
export function commandOn(event: KeyboardEvent, { message, move }: ListKeys): (() => void) | undefined {
  const { key, code, ctrlKey, altKey, metaKey } = event
  if (ctrlKey || altKey || metaKey) return undefined
  if (key === 'Escape') return divider.peek() ? dropDivider : undefined
  if (key === 'ArrowDown') return () => move(1)
  if (key === 'ArrowUp') return () => move(-1)
  if (key === 'Home') return () => move('first')
  if (key === 'End') return () => move('last')
  if (key === 'ArrowRight' || key === 'ArrowLeft') return () => alongTools(event)
  if (!singleKeys.peek()) return undefined
  if (key === '?') return help
  if (key === '/') return search
  // By place on the keyboard: letters there differ with the language.
  if (code === 'KeyJ') return () => move(1)
  if (code === 'KeyK') return () => move(-1)
  if (!message || message.seq === 0 || message.deletedAt) return undefined
  if (key === '+' || code === 'NumpadAdd') return () => openReactions(event)
  if (code === 'KeyR') return () => reply(message)
  if (code === 'KeyE' && mayChange(message)) return () => change(message)
  if (code === 'KeyP') return () => void pin(message)
  return undefined
}

function openReactions({ target }: KeyboardEvent) {
  itemOf(target)?.querySelector<HTMLElement>('[data-action="react"]')?.click()
}

/** From the message along its tools and back, the way the text runs. */
function alongTools({ key, target }: KeyboardEvent) {
  const item = itemOf(target)
  if (!item) return
  const stops = [...item.querySelectorAll<HTMLElement>('article, .message-tools button')]
  const onwards = (key === 'ArrowRight') === (getComputedStyle(item).direction === 'ltr')
  stops[stops.indexOf(target as HTMLElement) + (onwards ? 1 : -1)]?.focus()
}

function itemOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null
}
