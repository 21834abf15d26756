/** What an organization has said lately, for as long as it stands while it is too busy to be asked, or silent. */
import { LRUCache } from 'lru-cache'
import type { Answer, CrmRefusal } from '../port.ts'
import type { Time } from '../time.ts'

/** Milliseconds from when it said so itself. */
const STANDS = 15 * 60_000

const saysNothing = new Set<CrmRefusal>(['limited', 'unreachable'])

export function lately<T extends object>({ now }: Pick<Time, 'now'>) {
  const said = new LRUCache<string, { value: T; at: number }>({ maxSize: 50_000, sizeCalculation: () => 1 })

  return {
    /** Asks about something by its name, and remembers the answer. */
    async heard(about: string, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
      const answer = await ask()
      if (answer.ok) said.set(about, { value: answer.value, at: now() })
      else if (!saysNothing.has(answer.reason)) said.delete(about)
      return answer
    },

    /** The answer, or what it was the last time where nothing is said. */
    orLast(about: string, answer: Answer<T>): Answer<T> {
      if (answer.ok || !saysNothing.has(answer.reason)) return answer
      const last = said.get(about)
      return last && now() - last.at < STANDS ? { ok: true, value: last.value } : answer
    },
  }
}
