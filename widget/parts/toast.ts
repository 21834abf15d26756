import { signal } from '@preact/signals'
import { announce } from './announce.ts'

export type Toast = { text: string; action?: { label: string; onSelect: () => void } }

/** The one on screen: a newer one takes its place. */
export const shownToast = signal<Toast | undefined>(undefined)

/** Says something short that needs no answer; with an action it stays longer. */
export function toast(told: Toast): void {
  shownToast.value = told
  announce(told.text)
}
