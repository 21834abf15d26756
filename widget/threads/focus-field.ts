/** Puts the focus where words are written, after the field has taken up what it is to be focused for. */
export function focusField(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus(),
  )
}
