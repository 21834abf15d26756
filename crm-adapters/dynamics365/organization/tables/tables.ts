/** All tables the organization has. */
import * as activities from './activities.ts'
import * as clients from './clients.ts'
import * as people from './people.ts'
import * as platform from './platform.ts'
import * as sales from './sales.ts'
import type { Table } from './table.ts'

const all: Table[] = [sales, clients, activities, people, platform].flatMap((group) => Object.values(group))

/** The tables as they are on the first day; an administrator may add columns to his own copy of them. */
export function tablesAtFirst(): Table[] {
  return all.map((table) => ({ ...table, columns: { ...table.columns } }))
}

export function codeOf(name: string): number {
  return all.find((table) => table.name === name)?.code ?? 0
}
