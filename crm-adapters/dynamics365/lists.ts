/** Many records at once: the organization's lists hold nothing but what the person may see. */
import { type Json, text } from '../json.ts'
import type { Answer, Glance, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { type Kind, kinds, pathOf } from './kinds.ts'
import { anyOf, query, rowsOf, shown } from './odata.ts'
import { titleOf } from './records.ts'
import type { Stages } from './stages.ts'

/** Ids one list is asked for: a filter may be long, but not without end. */
const AT_ONCE = 50
/** Lists of one batch. */
const LISTS = 100

/** The records the person finds, each with a word that changes whenever the record does. */
export async function revisions(
  dataverse: Dataverse,
  refs: RecordRef[],
): Promise<Answer<{ ref: RecordRef; revision: string }[]>> {
  return found(dataverse, refs, (ref, row) => ({
    ref,
    revision: String(row.versionnumber ?? row['@odata.etag']),
  }))
}

export async function visible(dataverse: Dataverse, refs: RecordRef[]): Promise<Answer<RecordRef[]>> {
  return found(dataverse, refs, (ref) => ref)
}

export async function glances(
  dataverse: Dataverse,
  refs: RecordRef[],
  stages: Stages,
): Promise<Answer<Glance[]>> {
  return found(dataverse, refs, (ref, row) => {
    const stage = row.statecode === 0 ? stages.get(String(row.stageid))?.name : undefined
    return { ref, title: titleOf(ref, row), stage: stage ?? shown(row, 'statuscode') }
  })
}

async function found<T>(
  dataverse: Dataverse,
  refs: RecordRef[],
  as: (ref: RecordRef, row: Json) => T,
): Promise<Answer<T[]>> {
  const asked = listsOf(refs)
  const all: T[] = []
  for (let start = 0; start < asked.length; start += LISTS) {
    const batch = asked.slice(start, start + LISTS)
    const answer = await dataverse.readTogether(
      Object.fromEntries(batch.map(({ path }, n) => [`list${n}`, path])),
    )
    if (!answer.ok) return answer
    for (const [n, { kind, refs: among }] of batch.entries()) {
      const one = answer.value[`list${n}`] ?? refusal('broken', `${kind.set}: no answer`)
      if (!one.ok && !CLOSED.has(one.reason)) return one
      const rows = new Map((one.ok ? rowsOf(one.value) : []).map((row) => [text(row[kind.key]), row]))
      all.push(...among.flatMap((ref) => asWorked(rows.get(ref.id), (row) => as(ref, row))))
    }
  }
  return { ok: true, value: all }
}

/** A kind of record the person has no right to, or the organization does not have, shows none. */
const CLOSED = new Set(['denied', 'not_granted', 'unsupported'])

// What was merged into another record is nobody's any more.
function asWorked<T>(row: Json | undefined, as: (row: Json) => T): T[] {
  return row && row.merged !== true ? [as(row)] : []
}

function listsOf(refs: RecordRef[]): { kind: Kind; path: string; refs: RecordRef[] }[] {
  return kinds.flatMap((kind) => {
    const ours = refs.filter((ref) => ref.type === kind.type && pathOf(ref))
    return Array.from({ length: Math.ceil(ours.length / AT_ONCE) }, (_, n) => {
      const some = ours.slice(n * AT_ONCE, (n + 1) * AT_ONCE)
      const select = [
        kind.key,
        kind.title,
        'statecode',
        'statuscode',
        'versionnumber',
        only[kind.type] ?? 'merged',
      ]
      const filter = anyOf(
        kind.key,
        some.map(({ id }) => id),
      )
      return { kind, refs: some, path: query(kind.set, { select: select.join(','), filter }) }
    })
  })
}

/** Opportunities are never merged, and have a process. */
const only: Record<string, string> = { deal: 'stageid' }
