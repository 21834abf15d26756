import type { ShownStorage } from '../../../backend/shown.ts'
import { Button } from '../../parts/Button.tsx'
import { section } from '../home.model.ts'
import { storageWords } from './words.ts'

/** How far the talk has gone over to the CRM, and what of it stays here against the choice. */
export function Going({ now: { waiting, refused, held } }: { now: ShownStorage }) {
  const say = storageWords()
  return (
    <section class="settings-card storage-card" aria-label={say.going}>
      <p role="status">{waiting > 0 ? say.waiting(waiting) : say.over}</p>
      {held > 0 && <p>{say.held(held)}</p>}
      {refused > 0 && (
        <p class="storage-refused">
          {say.refused(refused)}{' '}
          <Button
            small
            onClick={() => {
              section.value = 'diagnostics'
            }}
          >
            {say.why}
          </Button>
        </p>
      )}
    </section>
  )
}
