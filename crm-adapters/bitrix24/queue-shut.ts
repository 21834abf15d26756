/** Portals not worth asking: silent ones, and those that have told us to stop. They are looked at now and then. */
import type { Answer } from '../port.ts'

/** Answers missing in a row after which a portal counts as silent. */
const SILENT = 5
/** Milliseconds between looks at whether it is over: while a person waits, and without. */
const LOOK = {
  silent: { urgent: 2000, background: 60_000 },
  closed: { urgent: 60_000, background: 3_600_000 },
}
// Stopped by hand, and a portal that is no more: asking on makes the one worse and is lost on the other.
const CLOSED = new Set(['OVERLOAD_LIMIT', 'PORTAL_DELETED'])

export interface Shut {
  /** What to answer instead of asking; undefined for one who may look whether it is over. */
  answerTo(kind: 'urgent' | 'background'): Answer<never> | undefined
  isShut(): boolean
  /** Learns from an answer and the portal's own word in it; true when it shuts the portal. */
  learn(answer: Answer<unknown>, code: string | null): boolean
}

export function shutting(now: () => number): Shut {
  let missing = 0
  let shut: { answer: Answer<never>; look: (typeof LOOK)['silent']; lookedAt: number } | undefined

  return {
    answerTo(kind) {
      if (!shut) return undefined
      if (now() - shut.lookedAt < shut.look[kind]) return shut.answer
      shut.lookedAt = now()
      return undefined
    },
    isShut: () => shut !== undefined,
    learn(answer, code) {
      shut = undefined
      // A portal that names its error is there.
      missing = !answer.ok && answer.reason === 'unreachable' && code === null ? missing + 1 : 0
      const closed = code !== null && CLOSED.has(code)
      if (answer.ok || (!closed && missing < SILENT)) return false
      shut = { answer, look: closed ? LOOK.closed : LOOK.silent, lookedAt: now() }
      return true
    },
  }
}
