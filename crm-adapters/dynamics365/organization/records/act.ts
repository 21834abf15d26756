/** What one person or application does at once: all of it happens or nothing, and who listens is told afterwards. */
import { tell } from '../events/tell.ts'
import type { Caller } from '../rights/caller.ts'
import type { Row, Value } from '../rows.ts'
import { atomically, type World } from '../world.ts'

/** A message of the platform, as steps are registered on it. */
export interface Happening {
  message: string
  table: string
  id: string
  /** 1 for what was asked, more for what followed from it. */
  depth: number
  within?: { message: string; table: string } | undefined
  caller: Caller
  /** `Target` of a change: what was written. Of everything else it is a reference to the record. */
  written?: Record<string, Value>
  /** Beside `Target`. */
  further?: Record<string, Value>
  before?: Row
  after?: Row
}

export interface Act {
  world: World
  caller: Caller
  depth: number
  within?: Happening['within']
  happened: Happening[]
}

export function carryOut<T>(world: World, caller: Caller, work: (act: Act) => T): T {
  const act: Act = { world, caller, depth: 1, happened: [] }
  const result = atomically(world, () => work(act))
  if (world.held) world.held.push(...act.happened)
  else tell(world, act.happened)
  return result
}

/** Several requests as one: nothing is told before all of them have succeeded. */
export function together<T>(world: World, work: () => T): T {
  const held: Happening[] = []
  world.held = held
  try {
    const result = atomically(world, work)
    tell(world, held)
    return result
  } finally {
    world.held = undefined
  }
}

/** What follows from a message happens one deeper, and names it as its cause. */
export function inside(act: Act, message: string, table: string): Act {
  return { ...act, depth: act.depth + 1, within: { message, table } }
}

export function happens(act: Act, one: Omit<Happening, 'depth' | 'within' | 'caller'>): void {
  act.happened.push({ ...one, depth: act.depth, within: act.within, caller: act.caller })
}
