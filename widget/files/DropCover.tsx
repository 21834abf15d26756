import type { Audience } from '../../backend/shown.ts'
import { limits } from '../card/card.model.ts'
import { Icon } from '../parts/Icon.tsx'
import { openedWords } from '../words/opened.ts'
import { fileSize } from './size.ts'
import './drop-cover.css'

/** Says who will get what is being dragged. */
export function DropCover({ audience }: { audience: Audience }) {
  const say = openedWords().upload
  return (
    <div class={`drop-cover drop-cover-${audience}`} aria-hidden="true">
      <span>
        <Icon name="up" />
        {audience === 'client' ? say.dropClient : say.drop}
        <small>{say.dropHint(fileSize(limits.value.file))}</small>
      </span>
    </div>
  )
}
