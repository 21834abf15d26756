import { lasting, unsent } from '../outbox/outbox.model.ts'
import { words } from '../words/index.ts'

/** What the keys do, and that nothing written will be lost. */
export function ComposerHint({ saved }: { saved: boolean }) {
  const { hintSend, hintLine, hintEdit, draftSaved, notLasting } = words.conversation
  if (!lasting.value && unsent.value.length > 0)
    return <p class="composer-hint composer-warning">{notLasting}</p>
  return (
    <div class="composer-hint">
      <span>
        <kbd>Enter</kbd> {hintSend}
      </span>
      <span>
        <kbd>Shift</kbd>+<kbd>Enter</kbd> {hintLine}
      </span>
      <span>
        <kbd>↑</kbd> {hintEdit}
      </span>
      {saved && <span class="composer-saved">{draftSaved}</span>}
    </div>
  )
}
