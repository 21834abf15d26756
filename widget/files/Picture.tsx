import { useEffect, useRef, useState } from 'preact/hooks'
import { words } from '../words/index.ts'
import { borrowPicture, returnPicture } from './bytes.ts'

type PictureProps = {
  file: { id: string; name: string; width?: number; height?: number }
  preview: boolean
  /** Load at once, not only when it comes near the window. */
  eager?: boolean
}

type State = 'waiting' | 'failed' | { url: string }

/** A picture fetched with the session's bearer. Its place is kept by the stored dimensions, so nothing moves. */
export function Picture({ file, preview, eager }: PictureProps) {
  const place = useRef<HTMLSpanElement>(null)
  const [near, setNear] = useState(eager ?? false)
  const [state, setState] = useState<State>('waiting')

  useEffect(() => {
    if (near || !place.current) return
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && setNear(true), {
      rootMargin: '400px',
    })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [near])

  useEffect(() => {
    if (!near) return
    let gone = false
    void borrowPicture(file.id, preview).then((url) => {
      if (!gone) setState(url ? { url } : 'failed')
    })
    return () => {
      gone = true
      returnPicture(file.id, preview)
    }
  }, [near, file.id, preview])

  if (state === 'waiting') return <span ref={place} class="picture-wait skeleton" />
  if (state === 'failed') return <span class="picture-failed">{words.file.noPreview}</span>
  return (
    <img
      class="picture"
      src={state.url}
      alt={words.file.picture(file.name)}
      width={file.width}
      height={file.height}
      draggable={false}
    />
  )
}
