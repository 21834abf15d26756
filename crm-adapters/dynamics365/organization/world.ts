/** Everything one local organization knows. */
import type { Entra } from './entra/world.ts'
import type { Delivery } from './events/deliver.ts'
import type { Trouble } from './faults.ts'
import type { PlugIn } from './plugins.ts'
import type { Happening } from './records/act.ts'
import { copyOf, type Rows } from './rows.ts'
import type { ImportedControl } from './solutions/imported.ts'
import type { Table } from './tables/table.ts'

/** A request to the Web API or to Entra, without what it carried. */
export interface Asked {
  /** `GET opportunities`, `POST $batch`, `POST WinOpportunity`, `POST token`. */
  operation: string
  /** `systemuserid` of whose token it was, and of whom it was asked for. */
  real: string | null
  caller: string | null
  at: Date
  status: number
  /** Of a batch: its operations. */
  operations?: string[]
}

export interface World {
  /** Where people and the Web API reach it. */
  origin: string
  organizationId: string
  environmentId: string
  tenantId: string
  /** Run by its own company, with an AD FS in place of Entra. */
  onPremises: boolean
  uniqueName: string
  friendlyName: string
  entra: Entra
  now: () => Date
  /** When the organization was started: the records' days count from here. */
  born: Date

  tables: Table[]
  rows: Rows
  /** LCID of each user's language. */
  languages: Map<string, number>
  controls: Map<string, ImportedControl>

  faults: Trouble
  plugIns: PlugIn[]
  /** When an administrator of the platform switched the organization off. */
  disabledAt?: Date | undefined

  /** What has happened within a change set that is not complete yet. */
  held?: Happening[] | undefined
  requests: Asked[]
  /** How a webhook is reached. */
  reach: (request: Request) => Promise<Response>
  sent: Delivery[]
  underway: Set<Promise<unknown>>
}

export function tableCalled(world: World, name: string): Table {
  const table = world.tables.find((one) => one.name === name)
  if (!table) throw new Error(`the organization has no table ${name}`)
  return table
}

export function tableOfSet(world: World, set: string): Table | undefined {
  return world.tables.find((one) => one.set === set)
}

/** All of `work` happens or nothing of it. */
export function atomically<T>(world: World, work: () => T): T {
  const { rows: before, tables, controls } = world
  world.rows = copyOf(before)
  world.controls = new Map(controls)
  try {
    return work()
  } catch (error) {
    world.rows = before
    Object.assign(world, { tables, controls })
    throw error
  }
}
