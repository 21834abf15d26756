/** Keys that lead about the card: threads, regions, search. */
import { current, openThread, threads } from '../card/card.model.ts'

/** Listens until the returned function is called. */
export function listenToKeys(): () => void {
  const listening = new AbortController()
  document.addEventListener('keydown', pressed, { signal: listening.signal })
  return () => listening.abort()
}

export function search(): void {
  document.dispatchEvent(new CustomEvent('dealthread:search'))
}

export function help(): void {
  document.dispatchEvent(new CustomEvent('dealthread:help'))
}

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return
  const act = commandOf(event)
  if (!act) return
  event.preventDefault()
  act()
}

function commandOf({
  key,
  code,
  altKey,
  shiftKey,
  ctrlKey,
  metaKey,
}: KeyboardEvent): (() => void) | undefined {
  if (key === 'F6') return () => nextRegion(shiftKey ? -1 : 1)
  if ((ctrlKey || metaKey) && shiftKey && code === 'KeyF') return search
  if (altKey && !ctrlKey && !metaKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    return () => nextThread(key === 'ArrowUp' ? -1 : 1, shiftKey ? 'unread' : 'any')
  }
  return undefined
}

function nextThread(by: 1 | -1, which: 'any' | 'unread') {
  const all = threads.peek()
  const here = all.findIndex(({ id }) => id === current.peek())
  const others = all.map((_, i) => all[(here + by * (i + 1) + all.length * 2) % all.length])
  const next = others.find((thread) => thread && (which === 'any' || thread.unread > 0))
  if (next) openThread(next.id)
}

const regions = ['nav', 'header', 'list', 'composer', 'context']
const focusable = 'button:enabled, a[href], input:enabled, textarea, select, [tabindex="0"]'

/** The next region on screen, round and round. */
function nextRegion(by: 1 | -1) {
  const shown = regions
    .map((name) => document.querySelector<HTMLElement>(`[data-region="${name}"]`))
    .filter((region) => region !== null)
    .filter((region) => region.getClientRects().length > 0)
  const here = shown.findIndex((region) => region.contains(document.activeElement))
  const from = here < 0 && by < 0 ? 0 : here
  const region = shown[(from + by + shown.length) % shown.length]
  if (!region) return
  const preferred = region.querySelector<HTMLElement>('[data-region-focus], textarea, [aria-current="true"]')
  const target = preferred ?? region.querySelector<HTMLElement>(focusable) ?? region
  target.focus()
}
