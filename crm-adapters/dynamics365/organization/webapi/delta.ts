/** Change tracking: all rows with a link that later gives what has changed and what has been deleted since. */
import { reachOf } from '../rights/caller.ts'
import { type Row, rowsIn } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import type { World } from '../world.ts'
import { type Answer, apiOf, json, type Question } from './exchange.ts'
import { page } from './paging.ts'
import { contextOf } from './read.ts'
import { ApiRefusal, refusals } from './refused.ts'
import { selected, shown } from './shown.ts'

/** Needs read access to all rows of the organization. */
export function changesSince(question: Question, table: Table): Answer {
  const { world, caller, query } = question
  for (const option of ['$filter', '$orderby', '$expand', '$top']) {
    if (query.has(option)) throw refusals.untracked(option)
  }
  if (!table.tracked) throw new ApiRefusal(400, '', `Change tracking is not enabled for '${table.name}'.`)
  if (reachOf(world, caller, 'Read', table.name) < 4) {
    throw refusals.missingPrivilege(caller.user, `prvRead ${table.name} of the organization`, table.name)
  }
  const since = query.has('$deltatoken') ? sinceOf(world, query.get('$deltatoken') ?? '') : undefined
  const columns = selected(table, query.get('$select'))
  const changed = rowsIn(world.rows, table.name)
    .filter(({ version }) => version > (since ?? 0))
    .toSorted((one, other) => one.version - other.version)
  const { here, next } = page(question, table, changed)
  const deleted = since === undefined || next ? [] : deletedSince(question, table, since)
  const body = {
    '@odata.context': contextOf(question, table, since === undefined ? '' : '/$delta'),
    ...(next ? { '@odata.nextLink': next } : { '@odata.deltaLink': deltaLink(question, table) }),
    value: [...here.map((row: Row) => shown(question, row, columns)), ...deleted],
  }
  return json(200, body, { 'Preference-Applied': 'odata.track-changes' })
}

function deletedSince({ world }: Question, table: Table, since: number) {
  return world.rows.deleted
    .filter((one) => one.table === table.name && one.version > since)
    .map(({ id }) => ({
      '@odata.context': `${apiOf(world)}$metadata#${table.set}/$deletedEntity`,
      id,
      reason: 'deleted',
    }))
}

function deltaLink({ world, query }: Question, table: Table): string {
  const select = query.get('$select')
  const token = encodeURIComponent(`${world.rows.version}!${world.now().toISOString()}`)
  return `${apiOf(world)}${table.set}?${select ? `$select=${select}&` : ''}$deltatoken=${token}`
}

function sinceOf(world: World, token: string): number {
  const [, version, given] = /^(\d+)!(.+)$/.exec(token) ?? []
  const [organization] = rowsIn(world.rows, 'organization')
  const life = Number(organization?.values.expirechangetrackingindays ?? 7) * 86_400_000
  const expired = !given || world.now().getTime() - Date.parse(given) > life
  if (!version || expired) throw refusals.trackingExpired()
  return Number(version)
}
