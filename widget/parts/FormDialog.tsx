import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { words } from '../words/index.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import './form-dialog.css'

type FormDialogProps = {
  title: string
  /** What the button says that does it. */
  submit: string
  /** Nothing can be sent yet. */
  disabled?: boolean
  /** Does it; a sentence when something stands in the way, nothing when it is done. */
  send: () => Promise<string | undefined>
  onClose: () => void
  /** Once it is done; closes when absent. */
  onDone?: () => void
  children: ComponentChildren
}

/** A dialog to fill in. While it is being sent nothing can be sent again; what stands in the way is said below. */
export function FormDialog({
  title,
  submit,
  disabled = false,
  send,
  onClose,
  onDone,
  children,
}: FormDialogProps) {
  const form = useId()
  const problem = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)

  const onSubmit = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    busy.value = true
    problem.value = await send()
    busy.value = false
    if (problem.value !== undefined) return
    if (onDone) onDone()
    else onClose()
  }

  const actions = (
    <>
      <Button onClick={onClose}>{words.cancel}</Button>
      <Button kind="primary" type="submit" form={form} disabled={busy.value || disabled}>
        {submit}
      </Button>
    </>
  )

  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      <form id={form} class="form" onSubmit={onSubmit}>
        {children}
        <p class="form-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}
