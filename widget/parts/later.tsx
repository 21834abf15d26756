import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { words } from '../words/index.ts'
import { toast } from './toast.ts'

type Drawing<Props> = (props: Props) => ComponentChildren

const unfetched = new Set<() => Promise<void>>()

/** A component the first paint can do without: its code comes when it is first drawn, or when the page is idle. */
export function later<Props extends object>(load: () => Promise<Drawing<Props>>): Drawing<Props> {
  const come = signal<Drawing<Props> | undefined>(undefined)
  let coming: Promise<void> | undefined
  const fetchOnce = () => {
    coming ??= load().then(
      (drawing) => {
        come.value = drawing
      },
      (error: unknown) => {
        // The next time it is wanted the network may be back.
        coming = undefined
        throw error
      },
    )
    return coming
  }
  unfetched.add(fetchOnce)

  return function Later(props: Props) {
    const Come = come.value
    if (Come) return <Come {...props} />
    fetchOnce().catch(() => toast({ text: words.conversation.refused.unreachable }))
    return null
  }
}

/** Fetches all that was left for later, so that the first opening of anything is instant. */
export async function fetchRest(): Promise<void> {
  for (const fetchOnce of unfetched) {
    try {
      await fetchOnce()
    } catch {
      // Whoever opens it will be told.
      return
    }
  }
}
