import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { place } from './place.ts'
import './popover.css'

type PopoverProps = {
  anchor: HTMLElement
  /** What it is, for those who hear it. */
  label: string
  onClose: () => void
  children: ComponentChildren
  role?: 'dialog' | 'menu'
}

/** A box beside its anchor. Esc, a press elsewhere or leaving by Tab closes it; Esc gives the focus back. */
export function Popover({ anchor, label, onClose, children, role = 'dialog' }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    if (!box.current) return
    place(box.current, anchor)
    const first = box.current.querySelector<HTMLElement>('[autofocus], button:enabled, input, a[href]')
    ;(first ?? box.current).focus()
  }, [anchor])

  // Before anybody can press a key: the focus is inside already.
  useLayoutEffect(() => {
    const shown = box.current
    if (!shown) return
    const outside = ({ target }: Event) => {
      if (!shown.contains(target as Node) && !anchor.contains(target as Node)) onClose()
    }
    const closeByEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      onClose()
      anchor.focus()
    }
    const leave = ({ relatedTarget: to }: FocusEvent) => {
      if (to && !shown.contains(to as Node) && to !== anchor) onClose()
    }
    shown.addEventListener('keydown', closeByEscape)
    shown.addEventListener('focusout', leave)
    document.addEventListener('pointerdown', outside, true)
    window.addEventListener('resize', onClose)
    return () => {
      shown.removeEventListener('keydown', closeByEscape)
      shown.removeEventListener('focusout', leave)
      document.removeEventListener('pointerdown', outside, true)
      window.removeEventListener('resize', onClose)
    }
  }, [anchor, onClose])

  const naming = { role, 'aria-label': label }
  return (
    <div {...naming} ref={box} class="popover" popover="manual" tabIndex={-1}>
      {children}
    </div>
  )
}
