import type { Answer, RecordRef } from '../port.ts'
import { typeOf } from './kinds.ts'
import { ORIGINATOR, originOf } from './origin.ts'
import { list, type Rest } from './rest.ts'

/**
 * Which record a deleted one was merged into. A portal tells no application; but a merge takes the activities of what it
 * deletes along, so the one that stood for the chat now belongs to the survivor. Null when there was none, or it is gone too.
 */
export async function mergedInto(rest: Rest, ref: RecordRef): Promise<Answer<RecordRef | null>> {
  const found = await rest.call('crm.activity.list', {
    filter: { ORIGINATOR_ID: ORIGINATOR, ORIGIN_ID: originOf(ref) },
    order: { ID: 'DESC' },
    select: ['ID', 'OWNER_TYPE_ID', 'OWNER_ID'],
    start: -1,
  })
  if (!found.ok) return found
  for (const { OWNER_TYPE_ID, OWNER_ID } of list(found.value)) {
    const type = typeOf(Number(OWNER_TYPE_ID))
    const id = String(OWNER_ID)
    if (type === ref.type && /^[1-9]\d{0,11}$/.test(id) && id !== ref.id)
      return { ok: true, value: { type, id } }
  }
  return { ok: true, value: null }
}
