/** What we have brought to a portal is deleted there for good: an entry in a timeline, a task, a file. */
import type { Answer, Deed, Done, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import { entityTypeIdOf } from './kinds.ts'
import type { Command, Rest } from './rest.ts'

type TakeBack = Extract<Deed, { do: 'take_back' }>

export const takeBack: Doing<TakeBack> = {
  async act(portal, deed) {
    const command = deleting(deed)
    if (!command) return refusal('missing', `Bitrix24 has no such ${deed.what}`)
    return taken(portal, command, deed.id)
  },

  // What is gone cannot go again.
  done: async () => ({ ok: true, value: null }),
}

async function taken(portal: Rest, { method, params }: Command, id: string): Promise<Answer<Done>> {
  const gone = await portal.call(method, params)
  return gone.ok || gone.reason === 'missing' ? { ok: true, value: { id, url: null } } : gone
}

function deleting({ what, id, record }: TakeBack): Command | undefined {
  if (!/^\d{1,12}$/.test(id)) return undefined
  if (what === 'task') return { method: 'tasks.task.delete', params: { taskId: id } }
  if (what === 'file') return { method: 'disk.file.delete', params: { id } }
  const owner = record ? ownerOf(record) : undefined
  return owner && { method: 'crm.timeline.logmessage.delete', params: { logMessageId: id, ...owner } }
}

/** docs: crm.timeline.logmessage.delete asks for whose entry it is. */
function ownerOf({ type, id }: RecordRef) {
  const ownerTypeId = entityTypeIdOf(type)
  return ownerTypeId ? { ownerTypeId, ownerId: Number(id) } : undefined
}
