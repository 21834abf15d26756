import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Audience } from '../../backend/shown.ts'
import { later } from '../parts/later.tsx'
import { listenForDrops } from './dropping.ts'

const DropCover = later(async () => (await import('./DropCover.tsx')).DropCover)

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
      {over && <DropCover audience={audience} />}
    </div>
  )
}
