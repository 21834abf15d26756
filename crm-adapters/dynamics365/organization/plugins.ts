/** A customer's plug-ins: they may forbid a change, with words meant for the person who wanted it. */
import type { Row, Value } from './rows.ts'
import { refusals } from './webapi/refused.ts'
import type { World } from './world.ts'

export interface PlugIn {
  table: string
  message: 'Create' | 'Update' | 'Delete'
  /** Why the change is not allowed; undefined when it is. */
  forbids(change: { before?: Row; values: Record<string, Value> }): string | undefined
}

export function askPlugIns(
  world: World,
  table: string,
  message: PlugIn['message'],
  change: { before?: Row; values: Record<string, Value> },
): void {
  for (const plugIn of world.plugIns) {
    if (plugIn.table !== table || plugIn.message !== message) continue
    const why = plugIn.forbids(change)
    if (why !== undefined) throw refusals.plugIn(why)
  }
}
