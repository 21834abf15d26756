/** Tells the others that I am writing: at most every three seconds, and at once when I stop. */
import { tellTyping } from '../card/card.model.ts'

const every = 3_000
let told: { thread: string; at: number } | undefined

export function typingOn(thread: string, now = Date.now()): void {
  if (told?.thread === thread && now - told.at < every) return
  told = { thread, at: now }
  tellTyping(thread, true)
}

export function typingOff(thread: string): void {
  if (told?.thread !== thread) return
  told = undefined
  tellTyping(thread, false)
}
