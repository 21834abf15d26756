/** What is still to be told to the other nodes, in as few pieces as may be. */
import type { BusHint } from './bus.ts'

/** Bytes of one piece: Postgres refuses a notification of 8,000. */
const PIECE_MOST = 7500
/** True only now: not worth keeping until somebody can be told. */
const PASSING = new Set<BusHint['about']>(['typing', 'here', 'left', 'asking'])
/** Passing hints that wait at most: whoever talks faster than the line is not understood anyway. */
const WAITING_MOST = 5000

export interface Piece {
  text: string
  /** It has been told. */
  done(): void
}

/** @param node who tells it */
export function createOutbox(node: string) {
  // Of a company only how far it has come last is worth telling.
  const positions = new Map<string, Extract<BusHint, { about: 'said' }>>()
  const waiting = new Set<BusHint>()
  const wholeOf = (texts: string[]) => `{"node":"${node}","hints":[${texts.join()}]}`

  return {
    put(hint: BusHint) {
      if (hint.about === 'said') {
        const before = positions.get(hint.company)
        if (!before || before.position < hint.position) positions.set(hint.company, hint)
      } else if (!PASSING.has(hint.about) || waiting.size < WAITING_MOST) waiting.add(hint)
    },

    /** Nobody can be told: what is true only now is forgotten. */
    dropPassing() {
      for (const hint of waiting) if (PASSING.has(hint.about)) waiting.delete(hint)
    },

    isEmpty: () => positions.size + waiting.size === 0,

    /** As much as fits; empty when there is nothing, for even that shows that the line is alive. */
    next(): Piece {
      const texts: string[] = []
      const taken: BusHint[] = []
      let size = Buffer.byteLength(wholeOf([]))
      for (const hint of [...waiting, ...positions.values()]) {
        const text = JSON.stringify(hint)
        size += Buffer.byteLength(text) + 1
        if (size > PIECE_MOST && taken.length > 0) break
        texts.push(text)
        taken.push(hint)
      }
      return {
        text: wholeOf(texts),
        done() {
          for (const hint of taken) {
            waiting.delete(hint)
            // It may have come further meanwhile.
            if (hint.about === 'said' && positions.get(hint.company) === hint) positions.delete(hint.company)
          }
        },
      }
    },
  }
}
