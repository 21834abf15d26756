/** A deal's way through its stages, as `crm.stagehistory.list` tells it. */
import type { Deal } from './deals.ts'
import { funnels } from './stages.ts'

export interface StageMove {
  id: number
  deal: number
  /** 1 begins, 2 goes on, 3 ends, 5 changes the funnel. */
  type: 1 | 2 | 3 | 5
  /** Days before the portal's first, or the moment itself. */
  at: number | Date
  funnel: number
  stage: string
}

export function movesBefore(deals: Deal[]): StageMove[] {
  return deals.flatMap(({ id, funnel, stage, begun, moved }) => [
    { id: id * 10, deal: id, type: 1, at: begun, funnel, stage: firstStage(funnel) },
    { id: id * 10 + 1, deal: id, type: isLast(funnel, stage) ? 3 : 2, at: moved, funnel, stage },
  ])
}

export function isLast(funnel: number, stage: string): boolean {
  const stages = funnels.find(({ id }) => id === funnel)?.stages ?? []
  return Boolean(stages.find(({ code }) => code === stage)?.semantics)
}

function firstStage(funnel: number): string {
  return funnels.find(({ id }) => id === funnel)?.stages[0]?.code ?? ''
}
