import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { words } from '../words/index.ts'
import { IconButton } from './Button.tsx'
import { LiveRegions } from './LiveRegions.tsx'
import './dialog.css'

type DialogProps = {
  title: string
  onClose: () => void
  children: ComponentChildren
  /** Buttons beside the title. */
  tools?: ComponentChildren
  /** Buttons of the lower edge. */
  actions?: ComponentChildren
  /** `start` and `end` are drawers of that side, `full` the whole window. */
  shape?: 'card' | 'start' | 'end' | 'full'
  /** Of a drawer: with room for lists. */
  wide?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}

/** A modal dialog: the focus stays in, Esc or a press beside it closes, the focus returns to where it was. */
export function Dialog({
  title,
  onClose,
  children,
  tools,
  actions,
  shape = 'card',
  wide = false,
  onKeyDown,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const shown = dialog.current
    shown?.showModal()
    shown?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => {
      shown?.close()
      before?.focus({ preventScroll: true })
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${shape}${wide ? ' dialog-wide' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        // The page's own keys must not act behind an open dialog.
        event.stopPropagation()
        onKeyDown?.(event)
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {tools}
          <IconButton icon="close" label={words.close} onClick={onClose} />
        </header>
        <div class="dialog-content">{children}</div>
        {actions && <footer class="dialog-actions">{actions}</footer>}
        <LiveRegions />
      </div>
    </dialog>
  )
}
