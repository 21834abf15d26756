/** Puts a floating box beside its anchor and inside the window: below if there is room, else above. */
export function place(box: HTMLElement, anchor: HTMLElement): void {
  // The top layer: no clipping by the list's own containment, and above an open dialog.
  if (!box.matches(':popover-open')) box.showPopover()
  const gap = 6
  const edge = 8
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = box
  const rtl = getComputedStyle(anchor).direction === 'rtl'
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight }
  const below = at.bottom + gap
  const above = at.top - gap - height
  const top = below + height <= room.height - edge || above < edge ? below : above
  // Opens towards the middle: a button near the far edge has its menu grow back over the page.
  const startsAt = at.left + width <= room.width - edge
  const left = startsAt !== rtl || at.right - width < edge ? at.left : at.right - width
  box.style.left = `${clamp(left, edge, room.width - width - edge)}px`
  box.style.top = `${clamp(top, edge, room.height - height - edge)}px`
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
