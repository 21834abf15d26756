/** Organizations that answer nobody: not asked for a while, but looked at now and then. */
import type { Answer } from '../port.ts'
import type { Asked } from './queue.ts'

/** Answers missing in a row after which an organization counts as silent. */
const SILENT = 5
/** Milliseconds between looks at whether it is over. */
const LOOK = { urgent: 2000, background: 60_000 }

export interface Silence {
  /** What to answer instead of asking; undefined for one who may look whether it is over. */
  answerTo(kind: 'urgent' | 'background'): Answer<never> | undefined
  shut(): boolean
  /** What to answer everybody who waits, when this was the answer that made it silent. */
  learn(asked: Pick<Asked<unknown>, 'answer' | 'status'>): Answer<never> | undefined
}

export function silence(now: () => number): Silence {
  let missing = 0
  let since: { answer: Answer<never>; lookedAt: number } | undefined

  return {
    answerTo(kind) {
      if (!since) return undefined
      if (now() - since.lookedAt < LOOK[kind]) return since.answer
      since.lookedAt = now()
      return undefined
    },
    shut: () => since !== undefined,
    learn({ answer, status }) {
      const missed = !answer.ok && answer.reason === 'unreachable' && status === null
      missing = missed ? missing + 1 : 0
      since = missed && missing >= SILENT ? { answer, lookedAt: now() } : undefined
      return since?.answer
    },
  }
}
