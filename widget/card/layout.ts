/** How much of the card fits beside the conversation, and which of its side columns are wanted. */
import { computed, signal } from '@preact/signals'

export const narrow = media('(max-width: 759px)')
const compact = media('(max-width: 1079px)')

/** The navigation has a column of its own. */
export const navFits = computed(() => !narrow.value)
/** The context panel has room for a column of its own. */
export const contextFits = computed(() => !compact.value)
/** The person wants the context column, where it fits. */
export const contextWanted = signal(true)

/** What is open over the card. */
export type Sheet =
  | 'nav'
  | 'context'
  | 'search'
  | 'newThread'
  | 'keys'
  | 'invite'
  | 'supervise'
  | 'notices'
  | 'documents'
export const sheet = signal<Sheet | undefined>(undefined)

export function closeSheet(): void {
  sheet.value = undefined
}

/** Shows or hides the context: a column where it fits, else a sheet. */
export function toggleContext(): void {
  if (contextFits.peek()) contextWanted.value = !contextWanted.peek()
  else sheet.value = sheet.peek() === 'context' ? undefined : 'context'
}

function media(query: string) {
  const list = window.matchMedia(query)
  const matches = signal(list.matches)
  list.addEventListener('change', () => {
    matches.value = list.matches
    // A sheet whose column has come back would show the same thing twice.
    if (sheet.peek() === 'nav' || sheet.peek() === 'context') closeSheet()
  })
  return matches
}
