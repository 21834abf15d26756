import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Audience } from '../../backend/shown.ts'
import { limits } from '../card/card.model.ts'
import { Icon } from '../parts/Icon.tsx'
import { words } from '../words/index.ts'
import { listenForDrops } from './dropping.ts'
import { fileSize } from './size.ts'
import './drop-zone.css'

type DropZoneProps = {
  audience: Audience
  onFiles: (files: File[]) => void
  children: ComponentChildren
  /** Nothing may be dropped: the thread is closed. */
  disabled?: boolean
}

/** Takes dropped files anywhere over its children and says beforehand who will get them. */
export function DropZone({ audience, onFiles, children, disabled }: DropZoneProps) {
  const zone = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)

  useEffect(() => {
    if (!zone.current || disabled) return
    return listenForDrops(zone.current, { onOver: setOver, onFiles })
  }, [disabled, onFiles])

  return (
    <div ref={zone} class="drop-zone">
      {children}
      {over && (
        <div class={`drop-zone-cover drop-zone-${audience}`} aria-hidden="true">
          <span>
            <Icon name="up" />
            {audience === 'client' ? words.file.dropClient : words.file.drop}
            <small>{words.file.dropHint(fileSize(limits.value.file))}</small>
          </span>
        </div>
      )}
    </div>
  )
}
