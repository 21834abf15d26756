/** Our webhook in an organization and the steps that feed it: by which ids they are known, and how they are taken away. */
import { type Json, text } from '../json.ts'
import type { Answer } from '../port.ts'
import type { Dataverse } from './dataverse.ts'
import { type Heard, heard, nameOf } from './events.ts'
import { guidOf } from './guid-of.ts'
import { query } from './odata.ts'

/** Rows of the platform's own lists we read at most. */
export const MOST = 5000

export const endpointOf = (company: string) => guidOf(`${company} webhook`)
export const stepOf = (company: string, one: Heard) => guidOf(`${company} step ${nameOf(one)}`)

export function stepsOf(dataverse: Dataverse, endpoint: string): Promise<Answer<Json[]>> {
  const select = 'sdkmessageprocessingstepid,name,filteringattributes'
  const filter = `_eventhandler_value eq ${endpoint}`
  return dataverse.list(query('sdkmessageprocessingsteps', { select, filter }), MOST)
}

/** By our names, those of our steps that are there and as they have to be. */
export async function stepsThere(dataverse: Dataverse, company: string): Promise<Answer<string[]>> {
  const there = await stepsOf(dataverse, endpointOf(company))
  if (!there.ok) return there
  const bound = heard.filter((one) =>
    there.value.some(
      (row) =>
        row.sdkmessageprocessingstepid === stepOf(company, one) &&
        (text(row.filteringattributes) ?? '') === (one.columns ?? ''),
    ),
  )
  return { ok: true, value: bound.map(nameOf) }
}

/** Takes a webhook away with all its steps; one that is gone already is as good. */
export async function removeWebhook(dataverse: Dataverse, endpoint: string): Promise<Answer<null>> {
  const steps = await stepsOf(dataverse, endpoint)
  if (!steps.ok) return steps
  const paths = steps.value.map(({ sdkmessageprocessingstepid: id }) => `sdkmessageprocessingsteps(${id})`)
  return removeAll(dataverse, [...paths, `serviceendpoints(${endpoint})`])
}

/** What is gone already is as good as removed. */
export async function removeAll(dataverse: Dataverse, paths: string[]): Promise<Answer<null>> {
  for (const path of paths) {
    const removed = await dataverse.remove(path)
    if (!removed.ok && removed.reason !== 'missing') return removed
  }
  return { ok: true, value: null }
}
