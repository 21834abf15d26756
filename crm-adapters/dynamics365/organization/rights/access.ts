/** What a caller may do with one record: by role and depth, by ownership, by share, by the record it lies under. */
import { type Right, rights } from '../data/roles.ts'
import { type Reference, type Row, referenceIn, rowAt, same } from '../rows.ts'
import { tableCalled, type World } from '../world.ts'
import { type Caller, depthFor, privileged, standingsOf, unitsAbove } from './caller.ts'

/** Whether the record is among those the caller has this right on; `row` may have been taken away meanwhile. */
export function may(world: World, caller: Caller, right: Right, row: Row): boolean {
  const { ownership, under } = tableCalled(world, row.table)
  if (!privileged(world, caller, right, row.table)) return false
  if (ownership === 'organization') return true
  const parent = parentOf(world, row)
  if (ownership === 'parent') return parent ? may(world, caller, throughParent(right), parent) : false
  const standings = standingsOf(world, caller.user)
  const principals = standings.map(({ principal }) => principal)
  const reached = standings.some((standing) => {
    const depth = depthFor(world, caller, standing, right, row.table)
    return reaches(world, depth, standing, row)
  })
  if (reached || sharedWith(world, principals, right, row)) return true
  return Boolean(
    under && parent && (ownedBy(principals, parent) || sharedWith(world, principals, right, parent)),
  )
}

/** All rights of a user on a record, as `RetrievePrincipalAccess` answers. */
export function rightsOn(world: World, caller: Caller, row: Row): Right[] {
  return rights.filter((right) => may(world, caller, right, row))
}

/** Names as Dataverse writes them. */
export function asMask(list: Right[]): string {
  return list.map((right) => `${right}Access`).join(', ') || 'None'
}

export function parentOf(world: World, row: Row): Row | undefined {
  const { under } = tableCalled(world, row.table)
  const parent = under && referenceIn(row, under)
  return parent ? rowAt(world.rows, parent) : undefined
}

function reaches(
  world: World,
  depth: number,
  { principal, unit }: { principal: Reference; unit: string },
  row: Row,
) {
  const rowUnit = referenceIn(row, 'owningbusinessunit')?.id ?? ''
  if (depth === 4) return true
  if (depth >= 1 && same(referenceIn(row, 'ownerid'), principal)) return true
  if (depth === 3) return unitsAbove(world, rowUnit).includes(unit)
  return depth === 2 && rowUnit === unit
}

function ownedBy(principals: Reference[], row: Row): boolean {
  return principals.some((principal) => same(referenceIn(row, 'ownerid'), principal))
}

function sharedWith(world: World, principals: Reference[], right: Right, row: Row): boolean {
  return world.rows.shares.some(
    (share) =>
      same(share.record, row) &&
      share.rights.includes(right) &&
      principals.some((principal) => same(principal, share.principal)),
  )
}

// What lies under a record and has no owner is read with it, and changed by whoever may change it.
function throughParent(right: Right): Right {
  if (right === 'Read') return 'Read'
  return right === 'Create' || right === 'Append' ? 'AppendTo' : 'Write'
}
