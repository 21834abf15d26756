/** Kinds of things that go when their time is over. What is common to them is here; each knows its own tables. */
import { type Coverable, holdsNow } from '../holds/held.ts'
import type { Kept } from '../retention/term.ts'
import type { RetentionWhat, Spared } from '../shown.ts'
import type { Reading, Writing } from '../store/store.ts'

/** A thing there is, with what decides about it. */
export interface Candidate extends Kept {
  id: string
  /** By what holds cover it. */
  covered: Coverable
  bytes: number
  /** Why it stays though its time may be over; what is on hold is found when it is to be deleted. */
  spared?: Spared
}

export interface Asked {
  /** Made so early that its time may be over; all when absent. */
  madeBy?: Date
  /** Where the page before has ended. */
  after: string
  most: number
}

export interface Page {
  found: Candidate[]
  /** Where to go on; absent when that was all. */
  next?: string
}

export interface Kind {
  name: string
  what: RetentionWhat
  /** Of one slice: others write meanwhile. */
  most: number
  /** Things there are, a bounded piece of work at a time: a page may be empty and not the last. */
  page(r: Reading, asked: Asked): Promise<Page>
  /** The same of those named: what was read before a write may have changed until then. */
  again(r: Reading, ids: string[]): Promise<Candidate[]>
  /** Deletes them, but those on hold. */
  erase(w: Writing, ids: string[]): Promise<{ erased: string[]; held: string[] }>
}

/** Deletes things in the write that asks whether they are on hold. */
export async function eraseBut(
  w: Writing,
  found: Candidate[],
  erase: (ids: string[]) => Promise<unknown>,
): Promise<{ erased: string[]; held: string[] }> {
  const holds = await holdsNow(w)
  const [held, going] = [found.filter((one) => isHeld(one)), found.filter((one) => !isHeld(one))]
  const erased = going.map(({ id }) => id)
  if (erased.length > 0) await erase(erased)
  return { erased, held: held.map(({ id }) => id) }

  function isHeld({ covered }: Candidate) {
    return holds.of(covered).length > 0
  }
}
