import { calls } from './calls.ts'
import type { Drill } from './drill.ts'
import { kill } from './kill.ts'
import { nodes } from './nodes.ts'
import { stop } from './stop.ts'

/** In the order they are run. */
export const drills: readonly Drill[] = [kill, calls, stop, ...nodes]
