/** Records and people as those who started the organization name them: by id or by the story's number. */
import { guidOf } from './ids.ts'
import type { Seat, Who } from './organization.ts'
import type { Caller } from './rights/caller.ts'
import { type Reference, type Row, rowAt } from './rows.ts'
import { at } from './seed/sown.ts'
import type { World } from './world.ts'

export function seatOf(seat: Seat): Reference {
  return 'id' in seat ? seat : at(seat.table, seat.number)
}

/** The record; throws where there is none. */
export function rowOf(world: World, seat: Seat): Row {
  return rowAt(world.rows, seatOf(seat)) ?? unknown(seat)
}

export function numbered(world: World, table: string, named: number | string): Row {
  return rowOf(world, { table, id: typeof named === 'number' ? guidOf(table, named) : named })
}

export function principalOf(world: World, who: Who | Reference): Reference {
  if (typeof who === 'object') return who
  const { table, id } = numbered(world, 'systemuser', who)
  return { table, id }
}

/** What somebody does himself, whatever his rights. */
export function callerOf(world: World, who: Who): Caller {
  const user = numbered(world, 'systemuser', who)
  return { user, real: user }
}

export function unknown(what: Seat | string): never {
  throw new Error(`the organization does not know ${JSON.stringify(what)}`)
}
