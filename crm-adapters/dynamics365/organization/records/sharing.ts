/** A record is shared with a person or a team, and taken back. */
import type { Right } from '../data/roles.ts'
import { type Reference, type Row, same } from '../rows.ts'
import { type Act, happens } from './act.ts'

/** In place of what this principal was given before. */
export function grant(act: Act, row: Row, principal: Reference, rights: Right[]): void {
  withdraw(act, row, principal)
  const record = { table: row.table, id: row.id }
  act.world.rows.shares.push({ record, principal: { table: principal.table, id: principal.id }, rights })
  happens(act, { message: 'GrantAccess', table: row.table, id: row.id })
}

export function revoke(act: Act, row: Row, principal: Reference): void {
  withdraw(act, row, principal)
  happens(act, { message: 'RevokeAccess', table: row.table, id: row.id })
}

function withdraw({ world }: Act, row: Row, principal: Reference): void {
  world.rows.shares = world.rows.shares.filter(
    (share) => !(same(share.record, row) && same(share.principal, principal)),
  )
}
