/** The newest messages with the words asked for, found in steps between which others have their turn. */
import type { Reading } from '../store/store.ts'
import type { Asked, Found, SearchIndex } from './search-index.ts'
import { ownTurn } from './turns.ts'

/** Threads looked up in the index at once: finding the place of each takes a while, however little is said in it. */
const LOOKED_UP = 40
/** Messages that are looked at in about the time in which one thread is looked up. */
const MEANWHILE = 25
/** How far the first step goes back for one word, in messages of anybody's, and at how many of those found it looks. */
const FIRST_STEP = { back: 1_000_000, limit: 200 }
/** Milliseconds: after a shorter step comes one of twice the size. */
const SHORT = 2

interface Sought extends Pick<Asked, 'words' | 'before' | 'limit'> {
  threads: string[]
}

/** Newest first. */
export async function newest(r: Reading, index: SearchIndex, sought: Sought): Promise<Found[]> {
  const { threads, limit } = sought
  if (threads.length <= LOOKED_UP) return lookedUp(r, index, sought)
  const { found, from } = await lookedThrough(r, index, sought)
  if (found.length >= limit) return found.slice(0, limit)
  return [...found, ...(await lookedUp(r, index, { ...sought, before: from, limit: limit - found.length }))]
}

/** Of many threads some are busy: what anybody said last is often enough. For no longer than looking them all up takes. */
async function lookedThrough(r: Reading, index: SearchIndex, { threads, words, before, limit }: Sought) {
  const seen = new Set(threads)
  const found: Found[] = []
  let from = before
  let looked = 0
  for await (const step of backwards(r, index, { words, before })) {
    found.push(...step.found.filter(({ thread }) => seen.has(thread)))
    from = step.from
    looked += step.found.length
    if (found.length >= limit || looked > threads.length * MEANWHILE) break
  }
  return { found, from }
}

/** Takes as long for threads in which much is said by others as for quiet ones. */
async function lookedUp(r: Reading, index: SearchIndex, { threads, words, before, limit }: Sought) {
  const seen = new Set(threads)
  const found: Found[] = []
  for (let at = 0; at < threads.length; at += LOOKED_UP) {
    const some = threads.slice(at, at + LOOKED_UP)
    const enough = found.length + limit
    for await (const step of backwards(r, index, { words, threads: some, before })) {
      found.push(...step.found.filter(({ thread }) => seen.has(thread)))
      if (found.length >= enough) break
    }
  }
  return found.sort((one, other) => other.number - one.number).slice(0, limit)
}

/** What is found, step by step, and from which message on that is all. */
async function* backwards(
  r: Reading,
  index: SearchIndex,
  asked: Pick<Asked, 'words' | 'threads' | 'before'>,
) {
  let { limit } = FIRST_STEP
  // Words that are never said together are gone through each.
  let back = Math.ceil(FIRST_STEP.back / asked.words.length)
  let { before } = asked
  while (before > 1) {
    await ownTurn()
    const began = performance.now()
    const from = Math.max(1, before - back)
    const found = await index.find(r, { ...asked, from, before, limit })
    before = found.length < limit ? from : found.at(-1)!.number
    if (performance.now() - began < SHORT) {
      back *= 2
      limit *= 2
    }
    yield { found, from: before }
  }
}
