import { useEffect, useRef } from 'preact/hooks'
import { documentWords } from './words/index.ts'

/** Milliseconds after the last letter. */
const CALM = 250

/** Words of a file's name; sought when nobody types any more. */
export function NameField({ onSeek }: { onSeek: (name: string | undefined) => void }) {
  const say = documentWords()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <input
      type="search"
      aria-label={say.byName}
      placeholder={say.byName}
      maxLength={200}
      onInput={({ currentTarget: { value } }) => {
        clearTimeout(timer.current)
        timer.current = setTimeout(() => onSeek(value.trim() || undefined), CALM)
      }}
    />
  )
}
