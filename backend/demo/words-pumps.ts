import { ashore } from './words-ashore.ts'
import { beforePort } from './words-at-sea.ts'

/**
 * How scenes are written down, and all of them about one container of pumps, stage after stage. `{box}` and the like
 * are that container's own; of the wordings one column is taken. `dmitry>0` answers the first line of its scene.
 */

export type Scene = [who: string, ...wordings: string[]][]

export interface Stage {
  /** Days since the batch was ordered. */
  day: number
  /** The first always happens, the others often. */
  scenes: Scene[]
  /** Only one of the scenes can be true of a container. */
  either?: true
}

export const stages: Stage[] = [...beforePort, ...ashore]
