import { useSignal } from '@preact/signals'
import type { ShownFile } from '../../backend/shown.ts'
import { server } from '../card/card.model.ts'
import { openInHost } from '../host.ts'
import { announce } from '../parts/announce.ts'
import { IconButton } from '../parts/Button.tsx'
import { tellFailure } from '../threads/in-words.ts'
import { chosen } from '../words/index.ts'
import { taskWords } from '../words/tasks.ts'
import './keep.css'

/** Has the CRM keep a file among the record's documents; nothing where it does, or is about to. */
export function KeepButton({ file }: { file: ShownFile }) {
  const say = taskWords[chosen.language]
  const asked = useSignal(false)
  const { kept, keeping, name } = file
  if (kept || (keeping && !keeping.refused)) return null
  const keep = async () => {
    if (asked.value) return
    asked.value = true
    const answer = await server().keep(file.id)
    asked.value = false
    if (answer.ok) announce(`${name}: ${say.keeping}`)
    else tellFailure(answer)
  }
  return (
    <IconButton
      icon={keeping ? 'reload' : 'box'}
      small
      class="file-keep"
      label={keeping ? say.keepAgain(name) : say.keep(name)}
      onClick={() => void keep()}
    />
  )
}

/** How far its keeping is, and the way to it. */
export function KeptFact({ file }: { file: ShownFile }) {
  const say = taskWords[chosen.language]
  const { kept, keeping, name } = file
  if (kept) {
    const { url } = kept
    if (!url) return <span class="kept">{say.kept}</span>
    return (
      <button
        type="button"
        class="kept"
        aria-label={`${say.kept}: ${say.openKept(name)}`}
        onClick={() => void openInHost(url)}
      >
        {say.kept}
      </button>
    )
  }
  if (keeping?.refused) return <span class="kept-not">{say.notKept[whyNot(keeping.refused)]}</span>
  return keeping ? <span>{say.keeping}</span> : null
}

function whyNot(refused: NonNullable<ShownFile['keeping']>['refused']) {
  switch (refused) {
    case 'not_granted':
    case 'missing':
      return refused
    case 'unreachable':
    case 'limited':
    case 'blocked':
    case 'expired':
    case 'revoked':
      return 'host'
    default:
      return 'other'
  }
}
