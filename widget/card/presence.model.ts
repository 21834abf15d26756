/** Who is looking and who is writing now. Not stored anywhere: it comes over the live line and fades by itself. */
import { signal } from '@preact/signals'

/** Thread id -> who is typing there. */
export const typing = signal<ReadonlyMap<string, string[]>>(new Map())
/** Who has this card open now. */
export const present = signal<ReadonlySet<string>>(new Set())

/** A "still typing" that is not repeated was the last one. */
const typingLives = 5_000
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export function forgetPresence(): void {
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
  typing.value = new Map()
  present.value = new Set()
}

export function setTyping({ thread, person, on }: { thread: string; person: string; on: boolean }): void {
  const key = `${thread} ${person}`
  clearTimeout(timers.get(key))
  timers.delete(key)
  const fade = () => setTyping({ thread, person, on: false })
  if (on) timers.set(key, setTimeout(fade, typingLives))
  const there = typing.peek().get(thread) ?? []
  if (there.includes(person) === on) return
  const now = on ? [...there, person] : there.filter((one) => one !== person)
  typing.value = new Map(typing.peek()).set(thread, now)
}

export function setPresent({ person, online }: { person: string; online: boolean }): void {
  const now = new Set(present.peek())
  if (online) now.add(person)
  else now.delete(person)
  present.value = now
}
