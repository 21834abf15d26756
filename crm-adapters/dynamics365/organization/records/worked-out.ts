/** Columns the platform fills in by itself. */
import type { Caller } from '../rights/caller.ts'
import { isReference, type Reference, referenceIn, rowAt, type Value } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import type { World } from '../world.ts'

export type Values = Record<string, Value>

export function workedOut(table: Table, values: Values): Values {
  return {
    ...('fullname' in table.columns && {
      fullname: [values.firstname, values.lastname].filter(Boolean).join(' '),
    }),
    ...(table.activity && { activitytypecode: table.name }),
    ...(table.name === 'annotation' && noteOf(values)),
    ...(table.name === 'opportunityproduct' && {
      extendedamount: Number(values.priceperunit ?? 0) * Number(values.quantity ?? 0),
    }),
  }
}

/** Of a user who is an application only its id is given; the rest comes from its service principal in the tenant. */
export function applicationUser({ entra, tenantId }: World, { applicationid }: Values): Values {
  if (typeof applicationid !== 'string') return {}
  const app = entra.apps.find(({ clientId }) => clientId === applicationid)
  const principal = entra.tenants.find(({ id }) => id === tenantId)?.consents.get(applicationid)
  return {
    firstname: '#',
    lastname: app?.name ?? applicationid,
    azureactivedirectoryobjectid: principal ?? null,
    isdisabled: false,
    accessmode: 4,
  }
}

/** The owner given, or the caller; with him goes the business unit. */
export function ownership(world: World, table: Table, given: Value | undefined, caller: Caller): Values {
  if (table.ownership !== 'user') return {}
  const owner = isReference(given ?? null)
    ? (given as Reference)
    : { table: 'systemuser', id: caller.user.id }
  const row = rowAt(world.rows, owner)
  return {
    ownerid: owner,
    owninguser: owner.table === 'systemuser' ? owner : null,
    owningteam: owner.table === 'team' ? owner : null,
    owningbusinessunit: (row && referenceIn(row, 'businessunitid')) ?? null,
  }
}

/** Who did it and, when somebody acted for him, who that was. */
export function stamped(world: World, { user, real }: Caller, what: 'created' | 'modified'): Values {
  const reference = ({ table, id }: Reference): Reference => ({ table, id })
  return {
    [`${what}on`]: world
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    [`${what}by`]: reference(user),
    [`${what}onbehalfby`]: real.id === user.id ? null : reference(real),
  }
}

function noteOf({ documentbody, objectid }: Values): Values {
  const isFile = typeof documentbody === 'string' && documentbody !== ''
  return {
    isdocument: isFile,
    filesize: isFile ? Buffer.byteLength(documentbody, 'base64') : null,
    objecttypecode: isReference(objectid ?? null) ? (objectid as Reference).table : null,
  }
}
