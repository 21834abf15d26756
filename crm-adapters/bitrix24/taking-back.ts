/** What we have brought to a portal is deleted there for good: an entry in a timeline, a task, a file. */
import type { Deed } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import type { Command, Rest } from './rest.ts'
import { tasks } from './tasks.ts'

type TakeBack = Extract<Deed, { do: 'take_back' }>

export const takeBack: Doing<TakeBack> = {
  async act(portal, { what, id }) {
    if (!/^\d{1,12}$/.test(id)) return refusal('missing', `Bitrix24 has no such ${what}`)
    const { method, params } = deleting(what, id)
    const gone = await portal.call(method, params, ruledOut)
    if (!gone.ok && gone.reason !== 'missing' && !(what === 'task' && (await isGone(portal, id)))) return gone
    return { ok: true, value: { id, url: null } }
  },

  // What is gone cannot go again.
  done: async () => ({ ok: true, value: null }),
}

/** docs: what another application has made; of tasks, one that is not there as well as one that may not be deleted. */
const ruledOut = { REMOVING_DISABLED: 'denied', 1048582: 'denied', ERROR_CORE: 'denied' } as const

function deleting(what: TakeBack['what'], id: string): Command {
  if (what === 'task') return { method: 'tasks.task.delete', params: { taskId: id } }
  if (what === 'file') return { method: 'disk.file.delete', params: { id } }
  return { method: 'crm.timeline.logmessage.delete', params: { id } }
}

async function isGone(portal: Rest, task: string): Promise<boolean> {
  const asked = await tasks(portal, [task])
  return asked.ok && asked.value.gone.includes(task)
}
