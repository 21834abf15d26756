import { calls } from './calls.ts'
import { damage } from './damage.ts'
import { diskFull } from './disk-full.ts'
import type { Drill } from './drill.ts'
import { kill } from './kill.ts'
import { nodes } from './nodes.ts'
import { power } from './power.ts'
import { readOnly } from './read-only.ts'
import { stop } from './stop.ts'

/** In the order they are run. */
export const drills: readonly Drill[] = [kill, power, calls, diskFull, readOnly, damage, stop, ...nodes]
