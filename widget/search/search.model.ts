/** What is sought, and the way back to where one was. What is found comes with the panel that shows it: finding.model.ts. */
import { computed, signal } from '@preact/signals'
import { current, openThread } from '../card/card.model.ts'
import { closeSheet, navFits, sheet } from '../card/layout.ts'
import { takeAnchor } from '../threads/anchor.ts'
import { comeBack, following, type Place, timelineOf, toLatest } from '../threads/timeline.model.ts'

export const query = signal('')
export const searching = computed(() => query.value !== '')

/** Where the person was before the search; without a place, at the end. */
let before: { thread: string; place: Place | undefined } | undefined

/** Puts the caret into the field, wherever it is in this layout. */
export function startSearch(): void {
  if (!navFits.peek()) sheet.value = 'search'
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('.search-field input')
    field?.focus()
    field?.select()
  })
}

export function setQuery(text: string): void {
  before ??= { thread: current.peek(), place: following.peek() ? undefined : placeNow() }
  query.value = text
}

/** Forgets the search and goes back to where the person was before it. */
export function endSearch(): void {
  query.value = ''
  if (sheet.peek() === 'search') closeSheet()
  const left = before
  before = undefined
  if (!left) return
  openThread(left.thread)
  if (left.place) void comeBack(left.place)
  else void toLatest(left.thread, false)
}

function placeNow(): Place | undefined {
  const list = document.querySelector<HTMLElement>('[data-region=list]')
  const anchor = list && takeAnchor(list)
  const thread = current.peek()
  const message =
    anchor &&
    timelineOf(thread)
      .peek()
      .slice.find(({ id }) => id === anchor.id)
  return message ? { thread, seq: message.seq, ...anchor } : undefined
}
