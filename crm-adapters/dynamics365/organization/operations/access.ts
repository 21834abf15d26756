/** Who may do what with a record, and giving it to others. */
import { type Right, rights } from '../data/roles.ts'
import { carryOut } from '../records/act.ts'
import { grant, revoke } from '../records/sharing.ts'
import { asMask, rightsOn } from '../rights/access.ts'
import { type Reference, type Row, rowAt, same } from '../rows.ts'
import { apiOf, json, nothing } from '../webapi/exchange.ts'
import { refusals } from '../webapi/refused.ts'
import { mustReach } from '../webapi/write.ts'
import { tableCalled, type World } from '../world.ts'
import { type Action, type Fn, given, recordGiven, recordIn } from './asked.ts'

export const RetrievePrincipalAccess: Fn = ({ world, bound, parameters }) => {
  if (bound?.table !== 'systemuser' && bound?.table !== 'team')
    throw refusals.noSegment('RetrievePrincipalAccess')
  const row = recordIn(world, parameters.get('Target'))
  const held = bound.values.isdisabled ? [] : rightsOn(world, { user: bound, real: bound }, row)
  return json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Microsoft.Dynamics.CRM.RetrievePrincipalAccessResponse`,
    AccessRights: asMask(held),
  })
}

/** Only whom it is expressly shared with; roles are not looked at. */
export const RetrieveSharedPrincipalsAndAccess: Fn = (asked) => {
  const { world, parameters } = asked
  const row = recordIn(world, parameters.get('Target'))
  mustReach(asked, 'Read', row)
  const shares = world.rows.shares.filter(({ record }) => same(record, row))
  return json(200, {
    '@odata.context': `${apiOf(world)}$metadata#Microsoft.Dynamics.CRM.RetrieveSharedPrincipalsAndAccessResponse`,
    PrincipalAccesses: shares.map((share) => ({
      AccessMask: asMask(share.rights),
      Principal: principalShown(world, share.principal),
    })),
  })
}

export const GrantAccess: Action = (asked) => {
  const { world, caller } = asked
  const { Target, PrincipalAccess } = given(asked)
  const row = recordGiven(world, Target)
  const { Principal, AccessMask } = (PrincipalAccess ?? {}) as Record<string, unknown>
  const principal = recordGiven(world, Principal)
  mustReach(asked, 'Share', row)
  carryOut(world, caller, (act) => grant(act, row, asReference(principal), maskIn(String(AccessMask))))
  return nothing()
}

export const RevokeAccess: Action = (asked) => {
  const { world, caller } = asked
  const { Target, Revokee } = given(asked)
  const row = recordGiven(world, Target)
  const principal = recordGiven(world, Revokee)
  mustReach(asked, 'Share', row)
  carryOut(world, caller, (act) => revoke(act, row, asReference(principal)))
  return nothing()
}

function maskIn(mask: string): Right[] {
  const names = mask.split(',').map((name) => name.trim().replace(/Access$/, ''))
  const known = rights.filter((right) => names.includes(right))
  if (known.length !== names.length) throw refusals.badArgument(`'${mask}' is no access mask.`)
  return known
}

function principalShown(world: World, principal: Reference) {
  const { key } = tableCalled(world, principal.table)
  const row = rowAt(world.rows, principal)
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${principal.table}`,
    [key]: principal.id,
    ownerid: row?.id,
  }
}

const asReference = ({ table, id }: Row): Reference => ({ table, id })
