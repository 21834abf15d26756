/** Stages of the sales processes an organization has: how they are called is read once in a while, as they seldom change. */
import { LRUCache } from 'lru-cache'
import { number, text } from '../json.ts'
import type { Portal } from '../port.ts'
import type { Dataverse } from './dataverse.ts'
import { query, rowsOf, shown } from './odata.ts'

export interface Stage {
  name: string
  /** 0 qualify, 1 develop, 2 propose, 3 close. */
  phase: number | null
  /** Name of the process. */
  process: string | null
}

/** By id. */
export type Stages = Map<string, Stage>

/** Of every process; what is not told of a stage is left out of the card. */
export const PHASES = 4

const KEPT = 10 * 60_000

/** Stages of a portal; empty when they cannot be read just now. */
export function stagesOf(ask: (portal: Portal) => Dataverse): (portal: Portal) => Promise<Stages> {
  const kept = new LRUCache<string, Stages>({ max: 10_000, ttl: KEPT })
  const path = query('processstages', {
    select: 'processstageid,stagename,stagecategory,_processid_value',
    filter: "primaryentitytypecode eq 'opportunity'",
  })

  return async (portal) => {
    const known = kept.get(portal.endpoint)
    if (known) return known
    const asked = await ask(portal).read(path)
    if (!asked.ok) return new Map()
    const stages = new Map(
      rowsOf(asked.value).map((row) => [
        String(row.processstageid),
        {
          name: text(row.stagename) ?? '',
          phase: number(row.stagecategory),
          process: shown(row, '_processid_value'),
        },
      ]),
    )
    kept.set(portal.endpoint, stages)
    return stages
  }
}
