/** Pages: as many rows as the client prefers, at most 5000, with a link to the next ones. */
import type { Row } from '../rows.ts'
import type { Table } from '../tables/table.ts'
import { apiOf, type Question } from './exchange.ts'
import { refusals } from './refused.ts'

const LARGEST = 5000

/** `$top` puts the preferred page size out of force. */
export function page(
  { world, query, prefers }: Question,
  table: Table,
  rows: Row[],
): { here: Row[]; next?: string } {
  const top = query.get('$top')
  if (top !== null) return { here: rows.slice(0, Math.min(Number(top), LARGEST)) }
  const size = Math.min(prefers.maxPageSize || LARGEST, LARGEST)
  const start = startOf(query.get('$skiptoken'), rows)
  const here = rows.slice(start, start + size)
  const last = here.at(-1)
  if (!last || start + size >= rows.length) return { here }
  return { here, next: nextLink(`${apiOf(world)}${table.set}`, query, start + size, last) }
}

function nextLink(address: string, query: URLSearchParams, place: number, last: Row): string {
  const cookie = `<cookie place="${place}" last="${last.id}" />`
  const kept = [...query].filter(([name]) => name !== '$skiptoken')
  const options = [...kept, ['$skiptoken', cookie]].map(
    ([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`,
  )
  return `${address}?${options.join('&')}`
}

/** After the last row of the page before, wherever that stands now. */
function startOf(cookie: string | null, rows: Row[]): number {
  if (cookie === null) return 0
  const [, place, last] = /^<cookie place="(\d+)" last="([^"]+)" \/>$/.exec(cookie) ?? []
  if (!place) throw refusals.badQuery('The skip token is malformed.')
  const found = rows.findIndex(({ id }) => id === last)
  return found < 0 ? Number(place) : found + 1
}
