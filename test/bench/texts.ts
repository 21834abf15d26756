/** What people in the benchmarks write: the demo's words in Russian, Ukrainian and English, common ones often, rare ones seldom. */
import { conversation } from '../../backend/demo/conversation.ts'

/** Numbers from 0 to 1, the same at every run (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const DEALS_TALKED_OF = [1202, 1203, 1204, 1205, 1206, 1207]
const vocabulary = [
  ...new Set(
    DEALS_TALKED_OF.flatMap((deal) => conversation(deal, new Date())).flatMap(({ text }) =>
      text.split(/\s+/),
    ),
  ),
]

/** Writes messages of about 190 bytes; the word of rank n comes n times more seldom than the first. */
export function writer(seed: number): () => string {
  const chance = random(seed)
  const word = () => vocabulary[Math.floor((vocabulary.length + 1) ** chance() - 1)]
  return () => Array.from({ length: 16 + Math.floor(chance() * 4) }, word).join(' ')
}
