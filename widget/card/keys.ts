/** Keys that open something over the card. Moving about the card, its list and its composer have theirs in `threads/`. */
import { startSearch } from '../search/search.model.ts'
import { sheet } from './layout.ts'
import { singleKeys } from './single-keys.ts'

/** Listens until the returned function is called. */
export function listenToKeys(): () => void {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('keydown', act, { signal })
  document.addEventListener('dealthread:search', startSearch, { signal })
  document.addEventListener('dealthread:help', showKeys, { signal })
  return () => listening.abort()
}

function act(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return
  const command = commandOf(event)
  if (!command) return
  event.preventDefault()
  command()
}

function commandOf({ key, code, altKey, ctrlKey, metaKey, target }: KeyboardEvent): (() => void) | undefined {
  // By place on the keyboard: what is written there differs with the language.
  if ((ctrlKey || metaKey) && code === 'Slash') return showKeys
  if (ctrlKey || metaKey || altKey || target !== document.body || !singleKeys.peek()) return undefined
  if (key === '?') return showKeys
  if (key === '/') return startSearch
  return undefined
}

function showKeys() {
  sheet.value = 'keys'
}
