import { signal } from '@preact/signals'
import type { ShownFile } from '../../backend/shown.ts'

/** The pictures looked at over the card. Kept apart from their message, which the list may drop meanwhile. */
export const looking = signal<{ pictures: readonly ShownFile[]; first: number } | undefined>(undefined)

export function lookAt(pictures: readonly ShownFile[], first: number): void {
  looking.value = { pictures, first }
}

export function lookAway(): void {
  looking.value = undefined
}
