import { useSignal } from '@preact/signals'
import { Button } from '../parts/Button.tsx'
import { Step } from './Step.tsx'
import { disconnect, parted, standing, working } from './setup.model.ts'
import { setupWords } from './words/index.ts'

/** Letting us go: asked twice, for everybody who is in a chat just now is shown out. */
export function Parting() {
  const say = setupWords.parting
  const sure = useSignal(false)
  const forms = useSignal<'back' | 'keep'>('back')
  const done = parted.value
  const busy = working.value !== undefined
  return (
    <Step
      step="parting"
      number={9}
      title={say.title}
      text={say.text}
      done={done && true}
      fact={
        done &&
        [say.done, ...(done.kept.length > 0 ? [say.kept(done.kept.join(', '))] : []), say.undo].join(' ')
      }
    >
      {!done && !sure.value && (
        <Button
          disabled={busy || !standing.value?.connected}
          onClick={() => {
            sure.value = true
          }}
        >
          {say.action}
        </Button>
      )}
      {!done && sure.value && (
        <>
          <label class="setup-check">
            <input
              type="checkbox"
              checked={forms.value === 'back'}
              disabled={busy}
              onChange={({ currentTarget }) => {
                forms.value = currentTarget.checked ? 'back' : 'keep'
              }}
            />
            {say.forms}
          </label>
          <Button kind="danger" disabled={busy} onClick={() => void disconnect(forms.value)}>
            {say.sure}
          </Button>
          <Button
            disabled={busy}
            onClick={() => {
              sure.value = false
            }}
          >
            {say.stay}
          </Button>
        </>
      )}
    </Step>
  )
}
