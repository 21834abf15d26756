/** Small deeds on the text field that keep the caret where a person expects it. */

/** Replaces what is between the two places; the caret stands behind it. */
export function replaceIn(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  field.focus()
  field.setRangeText(text, from, to, 'end')
  // Whoever listens to typing hears of it like of any typing.
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

export function insertIn(field: HTMLTextAreaElement, text: string): void {
  replaceIn(field, field.selectionStart, field.selectionEnd, text)
}

/** As high as its text, up to what the style sheet allows; browsers that have been told there do it by themselves. */
export function growToText(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}

/** The keyboard is a drawn one: Enter there is for lines. */
export function isTouch(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches
}

/** The key belongs to an input method choosing characters. */
export function isComposing(event: KeyboardEvent): boolean {
  // Safari ends composing before it tells of the Enter that ended it, and only the old code gives it away.
  return event.isComposing || event.keyCode === 229
}
