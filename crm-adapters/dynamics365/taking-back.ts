/** What we have brought to an organization is deleted there, where our application's role may: a note, a task, a file's note. */
import type { Deed } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import { guid } from './passed.ts'

type TakeBack = Extract<Deed, { do: 'take_back' }>

export const takeBack: Doing<TakeBack> = {
  async act({ dataverse }, { what, id }) {
    if (guid(id) !== id) return refusal('missing', `Dynamics has no such ${what}`)
    const gone = await dataverse.remove(`${what === 'task' ? 'tasks' : 'annotations'}(${id})`)
    return gone.ok || gone.reason === 'missing' ? { ok: true, value: { id, url: null } } : gone
  },

  // What is gone cannot go again.
  done: async () => ({ ok: true, value: null }),
}
