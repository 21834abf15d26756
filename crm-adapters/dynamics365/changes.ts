/**
 * What has changed in an organization, as its change tracking tells: the second way beside its webhooks, of which one that is
 * lost is told by nobody. docs: "Use change tracking to synchronize data". Each table has a mark of its own; where one is not
 * tracked, or not open to our application, there are the webhooks alone.
 */
import { type Json, text } from '../json.ts'
import type { Answer, Changes, CrmRefusal, Hint } from '../port.ts'
import type { Dataverse } from './dataverse.ts'
import { kinds, recordOf } from './kinds.ts'
import { query } from './odata.ts'
import { guid } from './passed.ts'

interface Tracked {
  table: string
  set: string
  key: string
}

const tables: Tracked[] = [
  ...kinds,
  { table: 'systemuser', set: 'systemusers', key: 'systemuserid' },
  { table: 'task', set: 'tasks', key: 'activityid' },
]

/**
 * Tables of which the organization keeps no account: a webhook of theirs that is lost is made good by nobody. Named, and not
 * switched on: that is never taken back, and the Web API changes a table only by replacing all of its definition (docs:
 * "Create and update table definitions using the Web API"), the customer's own work on it included.
 */
export async function untracked(dataverse: Dataverse): Promise<Answer<string[]>> {
  const asked = await dataverse.readTogether(
    Object.fromEntries(
      tables.map(({ table }) => [
        table,
        query(`EntityDefinitions(LogicalName='${table}')`, { select: 'LogicalName,ChangeTrackingEnabled' }),
      ]),
    ),
  )
  if (!asked.ok) return asked
  const off = tables.filter(({ table }) => {
    const one = asked.value[table]
    // What is not there, an organization without Sales or without Service, need not be told of.
    return one?.ok && one.value.ChangeTrackingEnabled !== true
  })
  return { ok: true, value: off.map(({ table }) => table) }
}

/** Of no table in particular: to be tried again as a whole. */
const LATER = new Set<CrmRefusal>(['unreachable', 'limited', 'blocked', 'not_installed', 'expired'])

/** @param mark as it was given the last time; null for the first: then nothing is told yet, and all ids are read once */
export async function changesSince(dataverse: Dataverse, mark: string | null): Promise<Answer<Changes>> {
  const before = marksIn(mark)
  const marks: Record<string, string> = {}
  const hints: Hint[] = []
  let stale = false
  for (const one of tables) {
    const known = before[one.table]
    const told: Hint[] = []
    let now = await dataverse.track(known ?? fromTheBeginning(one), (rows) => {
      if (known) told.push(...rows.flatMap((row) => hintIn(one, row) ?? []))
    })
    if (now.ok && now.value === null) {
      stale = true
      now = await dataverse.track(fromTheBeginning(one), () => {})
    }
    if (!now.ok && LATER.has(now.reason)) return now
    if (!now.ok || now.value === null) continue
    marks[one.table] = now.value
    hints.push(...told)
  }
  return { ok: true, value: { hints, stale, mark: JSON.stringify(marks) } }
}

const fromTheBeginning = ({ set, key }: Tracked) => query(set, { select: key })

function hintIn({ table, key }: Tracked, row: Json): Hint | undefined {
  const deleted = row.reason === 'deleted'
  const id = guid(text(deleted ? row.id : row[key]) ?? '')
  if (!id) return undefined
  if (table === 'systemuser') return { about: 'person', person: id }
  if (table === 'task') return { about: 'task', task: id }
  const record = recordOf(table, id)
  return record && { about: 'record', what: deleted ? 'deleted' : 'changed', record }
}

/** What we have written down ourselves; what another version of us wrote begins anew. */
function marksIn(mark: string | null): Record<string, string> {
  if (mark === null) return {}
  try {
    const marks: unknown = JSON.parse(mark)
    const pairs = Object.entries(typeof marks === 'object' && marks !== null ? marks : {})
    return Object.fromEntries(pairs.filter(([, link]) => typeof link === 'string'))
  } catch {
    return {}
  }
}
