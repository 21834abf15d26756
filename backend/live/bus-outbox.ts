/** What is still to be told to the other nodes, in as few pieces as may be. */
import type { BusHint } from './bus.ts'

/** Bytes of one piece: Postgres refuses a notification of 8,000. */
const PIECE_MOST = 7500
/** True only now: not worth keeping until somebody can be told. */
const PASSING = new Set<BusHint['about']>(['typing', 'here', 'left', 'asking'])
/**
 * Hints that wait at most, but for those that somebody must go: whoever talks faster than the line is not understood anyway, and
 * what is remembered of a record is looked up anew within a minute.
 */
const WAITING_MOST = 5000

export interface Piece {
  text: string
  /** It has been told. */
  done(): void
}

/** Whether a hint is worth nothing to whoever cannot be told now. */
export const isPassing = ({ about }: BusHint) => PASSING.has(about)

/** @param node who tells it */
export function createOutbox(node: string) {
  // Of a company only how far it has come last is worth telling.
  const positions = new Map<string, Extract<BusHint, { about: 'said' }>>()
  /** By their words: what is said twice while nobody can be told is told once, in its last place. */
  const waiting = new Map<string, BusHint>()
  function* inTurn(): Generator<[string, BusHint]> {
    yield* waiting
    for (const hint of positions.values()) yield [JSON.stringify(hint), hint]
  }
  const wholeOf = (texts: string[]) => `{"node":"${node}","hints":[${texts.join()}]}`

  return {
    put(hint: BusHint) {
      if (hint.about === 'said') {
        const before = positions.get(hint.company)
        if (!before || before.position < hint.position) positions.set(hint.company, hint)
        return
      }
      const text = JSON.stringify(hint)
      waiting.delete(text)
      const isNeeded = hint.about === 'away' || hint.about === 'stopping'
      if (isNeeded || waiting.size < WAITING_MOST) waiting.set(text, hint)
    },

    /** Nobody can be told: what is true only now is forgotten. */
    dropPassing() {
      for (const [text, { about }] of waiting) if (PASSING.has(about)) waiting.delete(text)
    },

    isEmpty: () => positions.size + waiting.size === 0,

    /** As much as fits; empty when there is nothing, for even that shows that the line is alive. */
    next(): Piece {
      const texts: string[] = []
      const taken: [string, BusHint][] = []
      let size = Buffer.byteLength(wholeOf([]))
      for (const [text, hint] of inTurn()) {
        size += Buffer.byteLength(text) + 1
        if (size > PIECE_MOST && taken.length > 0) break
        texts.push(text)
        taken.push([text, hint])
      }
      return {
        text: wholeOf(texts),
        done() {
          for (const [text, hint] of taken) {
            // It may have been said again meanwhile, or have come further.
            if (waiting.get(text) === hint) waiting.delete(text)
            if (hint.about === 'said' && positions.get(hint.company) === hint) positions.delete(hint.company)
          }
        },
      }
    },
  }
}
