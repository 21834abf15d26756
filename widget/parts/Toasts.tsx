import { useEffect, useState } from 'preact/hooks'
import { words } from '../words/index.ts'
import { Button, IconButton } from './Button.tsx'
import { shownToast } from './toast.ts'
import './toast.css'

const seconds = { plain: 5, withAction: 10 }

/** Shows the latest toast. It waits as long as somebody points at it or is inside it. */
export function Toasts() {
  const toast = shownToast.value
  const [held, setHeld] = useState(false)

  useEffect(() => {
    if (!toast || held) return
    const timer = setTimeout(close, 1000 * (toast.action ? seconds.withAction : seconds.plain))
    return () => clearTimeout(timer)
  }, [toast, held])

  if (!toast) return null
  return (
    <div
      class="toast"
      role="status"
      aria-live="off"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span dir="auto">{toast.text}</span>
      {toast.action && (
        <Button
          kind="text"
          small
          onClick={() => {
            toast.action?.onSelect()
            close()
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton icon="close" small label={words.close} onClick={close} />
    </div>
  )
}

function close() {
  shownToast.value = undefined
}
