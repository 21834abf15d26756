import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { words } from '../../words/index.ts'
import { homeWords } from '../words/index.ts'
import { loading, loadMore, more, rows } from './inbox.model.ts'
import { Row } from './Row.tsx'

/** The rows, and older ones as one comes near the end. */
export function Rows() {
  return (
    <div class="inbox-scroll">
      <ul class="inbox-rows" aria-label={homeWords.list.label} onKeyDown={moveAmongRows}>
        {rows.value.map((row) => (
          <Row key={row.thread.id} row={row} />
        ))}
      </ul>
      {more.value && <Older />}
    </div>
  )
}

function Older() {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current) return
    const near = new IntersectionObserver(([entry]) => entry?.isIntersecting && void loadMore(), {
      rootMargin: '400px',
    })
    near.observe(end.current)
    return () => near.disconnect()
    // Once more after each page: an end that stays in sight is no news to the observer.
  }, [rows.value.length])
  return (
    <div ref={end} class="inbox-older">
      {loading.value === 'more' ? (
        <span class="inbox-loading">{words.loading}</span>
      ) : (
        <Button kind="text" onClick={() => void loadMore()}>
          {homeWords.list.more}
        </Button>
      )}
    </div>
  )
}

function moveAmongRows(event: KeyboardEvent) {
  const list = event.currentTarget as HTMLElement
  const all = [...list.querySelectorAll<HTMLElement>('.inbox-row-open')]
  const at = all.findIndex((one) => one.parentElement?.contains(document.activeElement))
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }
  const next = to[event.key]
  if (next === undefined || at < 0) return
  event.preventDefault()
  all[Math.max(0, Math.min(next, all.length - 1))]?.focus()
}
