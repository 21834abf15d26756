/** For whom a call is carried out, and how far the roles of such a caller reach. */
import { ACT_FOR_OTHERS, type Depth, type Right, roleCalled, type SecurityRole } from '../data/roles.ts'
import { type Reference, type Row, referenceIn, rowsIn, textIn, tiedTo } from '../rows.ts'
import type { World } from '../world.ts'

export interface Caller {
  /** As whom. */
  user: Row
  /** Whose token it is; another than `user` when he is impersonated. */
  real: Row
}

/** One holder of rights: the user himself or a team of his. */
export interface Standing {
  principal: Reference
  unit: string
  roles: SecurityRole[]
}

/** The user first, then his teams. */
export function standingsOf(world: World, user: Row): Standing[] {
  const teams = tiedTo(world.rows, 'teammembership', user, 'team')
  return [
    { principal: user, unit: unitOf(user), roles: rolesOf(world, user, 'systemuserroles') },
    ...teams.map((team) => ({
      principal: team,
      unit: unitOf(team),
      roles: rolesOf(world, team, 'teamroles'),
    })),
  ]
}

/**
 * How far a right on a table reaches for one of the caller's standings. Impersonation gives what both hold, so the
 * depth is the smaller of the person's and of the one who acts for him.
 */
export function depthFor(
  world: World,
  caller: Caller,
  standing: Standing,
  right: Right,
  table: string,
): Depth {
  const own = depthOf(standing.roles, right, table)
  if (caller.real.id === caller.user.id) return own
  const acting = standingsOf(world, caller.real).map(({ roles }) => depthOf(roles, right, table))
  return Math.min(own, Math.max(...acting)) as Depth
}

export function privileged(world: World, caller: Caller, right: Right, table: string): boolean {
  return standingsOf(world, caller.user).some(
    (standing) => depthFor(world, caller, standing, right, table) > 0,
  )
}

/** The widest reach of any standing. */
export function reachOf(world: World, caller: Caller, right: Right, table: string): Depth {
  const all = standingsOf(world, caller.user).map((one) => depthFor(world, caller, one, right, table))
  return Math.max(...all) as Depth
}

/** A privilege that is of no table. */
export function holds(world: World, caller: Caller, privilege: string): boolean {
  const held = (user: Row) =>
    standingsOf(world, user).some(({ roles }) =>
      roles.some(({ privileges }) => privileges.includes('*') || privileges.includes(privilege)),
    )
  return held(caller.user) && (caller.real.id === caller.user.id || held(caller.real))
}

export function mayImpersonate(world: World, user: Row): boolean {
  return holds(world, { user, real: user }, ACT_FOR_OTHERS)
}

export function isAdministrator(world: World, user: Row): boolean {
  return standingsOf(world, user).some(({ roles }) => roles.some(({ number }) => number === 1))
}

/** The unit and all above it, itself first. */
export function unitsAbove(world: World, unit: string): string[] {
  const row = rowsIn(world.rows, 'businessunit').find(({ id }) => id === unit)
  const parent = row && referenceIn(row, 'parentbusinessunitid')
  return parent ? [unit, ...unitsAbove(world, parent.id)] : [unit]
}

function rolesOf(world: World, principal: Row, through: string): SecurityRole[] {
  return tiedTo(world.rows, through, principal, 'role').flatMap(
    (row) => roleCalled(textIn(row, 'name')) ?? [],
  )
}

function depthOf(roles: SecurityRole[], right: Right, table: string): Depth {
  const depths = roles.map(({ tables }) => (tables[table] ?? tables['*'])?.[right] ?? 0)
  return Math.max(0, ...depths) as Depth
}

function unitOf(principal: Row): string {
  return referenceIn(principal, 'businessunitid')?.id ?? ''
}
