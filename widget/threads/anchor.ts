/** Holds the first visible message in its place while others come and go around it. */
import { firstBelow } from './window.ts'

export interface Anchor {
  id: string
  /** Pixels from the top of the list to the top of the message. */
  offset: number
}

/** The first visible message and where it is; nothing when the list is empty. */
export function takeAnchor(list: HTMLElement): Anchor | undefined {
  const messages = list.querySelectorAll<HTMLElement>('[data-message]')
  const top = list.getBoundingClientRect().top
  const bottomOf = (index: number) =>
    messages[index]?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY
  const first = messages[firstBelow(messages.length, bottomOf, top)]
  const id = first?.dataset.message
  return first && id ? { id, offset: first.getBoundingClientRect().top - top } : undefined
}

/** Scrolls so that the anchor is where it was; false when its message is no longer in the list. */
export function holdAnchor(list: HTMLElement, anchor: Anchor): boolean {
  const message = messageElement(list, anchor.id)
  if (!message) return false
  const moved = message.getBoundingClientRect().top - list.getBoundingClientRect().top - anchor.offset
  if (Math.abs(moved) >= 0.5) list.scrollTop += moved
  return true
}

export function messageElement(list: HTMLElement, id: string): HTMLElement | null {
  return list.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`)
}
