/** How much waits over all my cards: on the filters, and in the title of the page where a browser shows one. */
import { effect, signal } from '@preact/signals'
import type { InboxCounts } from '../../backend/shown.ts'
import { host } from '../host.ts'
import type { HomeApi } from './api.ts'
import { homeWords } from './words/index.ts'

export const counts = signal<InboxCounts | undefined>(undefined)

/** Milliseconds in which changes gather: the numbers are asked for once. */
const GATHER = 500

let timer: ReturnType<typeof setTimeout> | undefined
let showing: (() => void) | undefined

export function countAgain(api: Pick<HomeApi, 'counts'>): void {
  showing ??= effect(() => {
    document.title = titled(counts.value)
  })
  timer ??= setTimeout(async () => {
    timer = undefined
    const answer = await api.counts()
    // Without an answer the old numbers stand; the next change asks again.
    if (answer.ok) counts.value = answer.value
  }, GATHER)
}

export function endCounts(): void {
  clearTimeout(timer)
  timer = undefined
  showing?.()
  showing = undefined
  counts.value = undefined
}

/** On the host too, where it has a place for it. */
export function followCounts(): void {
  host().then(
    ({ badge }) => {
      if (badge) effect(() => badge(waitingIn(counts.value)))
    },
    // Without a host there is nobody to show it.
    () => {},
  )
}

/** What waits for me first; a browser's tab shows little more than its beginning. */
function titled(now: InboxCounts | undefined): string {
  const waiting = waitingIn(now)
  return waiting > 0 ? `(${waiting}) ${homeWords.title}` : homeWords.title
}

function waitingIn(now: InboxCounts | undefined): number {
  return now?.unanswered || now?.unread || 0
}
