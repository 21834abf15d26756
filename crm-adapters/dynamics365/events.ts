/**
 * What an organization's webhooks tell us. A secret in a header is all their proof: no signature, no time. So each is a hint
 * to go and ask, and one that is told again, late, out of order or cut short does no harm. docs: "Use webhooks".
 */
import { createHash } from 'node:crypto'
import { type Json, list, object, text } from '../json.ts'
import type { Hint, HostEvent } from '../port.ts'
import { kinds, recordOf } from './kinds.ts'
import { guid } from './passed.ts'

/** The header our steps show their secret in. */
export const SECRET_HEADER = 'x-dealthread-key'

/** Characters; what is longer the platform has cut before. */
const LONGEST = 300 * 1024

export interface Heard {
  table: string
  message: string
  /** Columns whose change is told of; all when absent. */
  columns?: string
}

const merged = new Set(['account', 'contact', 'lead', 'incident'])
const shownColumns: Record<string, string> = {
  opportunity:
    'name,ownerid,statecode,statuscode,salesstage,stageid,estimatedvalue,actualvalue,estimatedclosedate,actualclosedate,customerid',
  lead: 'subject,fullname,ownerid,statecode,statuscode,budgetamount,companyname,parentaccountid,parentcontactid',
  account: 'name,ownerid,statecode',
  contact: 'fullname,ownerid,statecode,parentcustomerid',
  incident: 'title,ownerid,statecode,statuscode,customerid',
}

/** Everything our steps are registered on. */
export const heard: Heard[] = [
  ...kinds.flatMap(({ table }) => [
    { table, message: 'Update', columns: shownColumns[table]! },
    { table, message: 'Delete' },
    // Shares decide who sees the record, and change nothing of it.
    { table, message: 'GrantAccess' },
    { table, message: 'ModifyAccess' },
    { table, message: 'RevokeAccess' },
    ...(merged.has(table) ? [{ table, message: 'Merge' }] : []),
  ]),
  { table: 'systemuser', message: 'Create' },
  { table: 'systemuser', message: 'Update', columns: 'isdisabled,fullname,title,businessunitid' },
  { table: 'task', message: 'Update', columns: 'statecode,subject,scheduledend,ownerid' },
  { table: 'task', message: 'Delete' },
]

export const nameOf = ({ table, message }: Heard) => `${table} ${message}`

const known = new Set(heard.map(nameOf))

/** Reads one; undefined when it is none, or none of those our steps tell. */
export function readEvent(body: string, headers: Record<string, string>): HostEvent | undefined {
  const context = body.length <= LONGEST ? contextIn(body) : undefined
  const company = context && guid(text(context.OrganizationId) ?? '')
  if (!context || !company) return undefined
  const name = `${text(context.PrimaryEntityName)} ${text(context.MessageName)}`
  const hint = known.has(name) ? hintIn(context) : undefined
  if (!hint) return undefined
  const shown = headers[SECRET_HEADER] ?? null
  const meant = guid(shown?.split('.')[0] ?? '')
  return {
    company,
    applicationToken: shown,
    ...(meant && meant !== company && { copyOf: meant }),
    name,
    hint,
    by: guid(text(context.InitiatingUserId) ?? '') ?? null,
    key: keyOf(context),
    grant: null,
  }
}

function contextIn(body: string): Json | undefined {
  try {
    return object(JSON.parse(body))
  } catch {
    // Not what an organization sends.
    return undefined
  }
}

/** From what is left even of a context that was cut for its size: its primary row. */
function hintIn(context: Json): Hint | undefined {
  const table = text(context.PrimaryEntityName)
  const message = text(context.MessageName)
  const id = guid(text(context.PrimaryEntityId) ?? '')
  if (!id) return undefined
  if (table === 'systemuser') return { about: 'person', person: id }
  if (table === 'task') return { about: 'task', task: id }
  // The one that was merged into another is of interest; the other is told of as changed.
  if (message === 'Merge') {
    const gone = recordOf(table, subordinateIn(context)) ?? recordOf(table, id)
    return gone && { about: 'record', what: 'changed', record: gone }
  }
  const record = recordOf(table, id)
  return record && { about: 'record', what: message === 'Delete' ? 'deleted' : 'changed', record }
}

function subordinateIn({ InputParameters }: Json): unknown {
  return list(InputParameters).find(({ key }) => key === 'SubordinateId')?.value
}

// The same telling by the same step is the same event, however often it comes.
function keyOf({ OperationId, CorrelationId, OwningExtension, MessageName, PrimaryEntityId }: Json): string {
  const step = object(OwningExtension).Id
  return createHash('sha256')
    .update(JSON.stringify([OperationId, CorrelationId, step, MessageName, PrimaryEntityId]))
    .digest('hex')
}
