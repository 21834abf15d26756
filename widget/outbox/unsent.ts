/** A message on its way, and how long we keep trying before we ask. */
import type { Quote, ShownFile } from '../../backend/shown.ts'

export interface Unsent {
  /** Also the stored message's: a retry keeps it, so it cannot become two. */
  id: string
  thread: string
  author: string
  text: string
  at: string
  replyTo?: string
  quote?: Quote
  files: ShownFile[]
  mentions: string[]
  state: 'queued' | 'sending' | 'failed'
  /** Why the last attempt failed. */
  failure?: { reason: string; message: string }
  attempts: number
  firstTriedAt?: number
  /** When it goes out again by itself; absent once that is for a person to decide. */
  retryAt?: number
}

const pauses = [1_000, 2_000, 4_000, 8_000, 15_000] as const
const tryingFor = 120_000

/** When to try again after so many attempts; nothing once two minutes are over. */
export function nextTry(attempts: number, firstTriedAt: number, now: number): number | undefined {
  const at = now + (pauses[attempts - 1] ?? 15_000)
  return at - firstTriedAt <= tryingFor ? at : undefined
}
