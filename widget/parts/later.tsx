import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { words } from '../words/index.ts'
import { toast } from './toast.ts'

type Drawing<Props> = (props: Props) => ComponentChildren

const unfetched = new Set<() => Promise<unknown>>()

/** A component the first paint can do without: its code comes when it is first drawn, or when the page is idle. */
export function later<Props extends object>(load: () => Promise<Drawing<Props>>): Drawing<Props> {
  const come = signal<Drawing<Props> | undefined>(undefined)
  const fetchOnce = fetched(async () => {
    come.value = await load()
  })

  return function Later(props: Props) {
    const Come = come.value
    if (Come) return <Come {...props} />
    fetchOnce().catch(tellUnreachable)
    return null
  }
}

/** Code without a look of its own, likewise; a failure is told to whoever asked for it. */
export function fetched<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined
  const fetchOnce = () => {
    coming ??= load().catch((error: unknown) => {
      // The next time it is wanted the network may be back. Chromium remembers the failure until the page is loaded
      // anew all the same, so what a person must be able to try again is no matter for later.
      coming = undefined
      throw error
    })
    return coming
  }
  unfetched.add(fetchOnce)
  return fetchOnce
}

/** Says that what was wanted did not come. */
export function tellUnreachable(): void {
  toast({ text: words.conversation.refused.unreachable })
}

/**
 * Fetches all that was left for later, so that the first opening of anything is instant: piece by piece, whenever the page
 * has nothing else to do.
 */
export async function fetchRest(): Promise<void> {
  for (const fetchOnce of unfetched) {
    await idle()
    try {
      await fetchOnce()
    } catch {
      // Whoever opens it will be told.
      return
    }
  }
}

/** Milliseconds after which a page that is never idle, or never painted, goes on all the same. */
const BUSY = 1000

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if (window.requestIdleCallback) window.requestIdleCallback(resolve, { timeout: BUSY })
    else setTimeout(resolve)
  })
}
