/** Tasks about a record: made once under an id of ours, and read again to learn what has become of them. */
import { type Json, text } from '../json.ts'
import type { Answer, CrmTask, Deed, Done } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { type Doing, isThere } from './deeds.ts'
import { guidOf } from './guid-of.ts'
import { formOf, kindOf, pathOf } from './kinds.ts'
import { nowhere } from './notes.ts'
import { anyOf, query, reference, rowsOf } from './odata.ts'
import { guid } from './passed.ts'

type Task = Extract<Deed, { do: 'task' }>

const SUBJECT_MOST = 200
const COMPLETED = 1
/** Tasks one list is asked for. */
const AT_ONCE = 50

export const task: Doing<Task> = {
  async act({ dataverse, company }, deed) {
    const kind = kindOf(deed.record.type)
    const path = pathOf(deed.record)
    if (!kind || !path) return nowhere(deed.record)
    const id = taskOf(company, deed.mark)
    const made = await dataverse.create('tasks', 'activityid', id, {
      subject: deed.title.slice(0, SUBJECT_MOST),
      ...(deed.text !== '' && { description: deed.text }),
      ...(deed.deadline && { scheduledend: deed.deadline }),
      [`regardingobjectid_${kind.table}_task@odata.bind`]: `/${path}`,
      'ownerid@odata.bind': `/systemusers(${deed.responsible})`,
    })
    return made.ok ? { ok: true, value: doneAs(id) } : made
  },

  done(place, { mark }) {
    const id = taskOf(place.company, mark)
    return isThere(place, `tasks(${id})?$select=activityid`, doneAs(id))
  },
}

export const handOver: Doing<Extract<Deed, { do: 'hand_over' }>> = {
  async act({ dataverse }, { task: id, to }) {
    if (guid(id) !== id) return refusal('malformed', 'hand_over: no id of a task')
    const changed = await dataverse.change(`tasks(${id})`, { 'ownerid@odata.bind': `/systemusers(${to})` })
    return changed.ok ? { ok: true, value: doneAs(id) } : changed
  },

  // Saying it again changes nothing.
  done: async () => ({ ok: true, value: null }),
}

const taskOf = (company: string, mark: string) => guidOf(`${company} task ${mark}`)
const doneAs = (id: string): Done => ({ id, url: formOf('task', id) })

/** As they are now. `gone` are those the organization says it does not have; one that is merely out of reach is in neither. */
export async function tasks(
  dataverse: Dataverse,
  ids: string[],
): Promise<Answer<{ tasks: CrmTask[]; gone: string[] }>> {
  const known = ids.filter((id) => guid(id) === id)
  const found: CrmTask[] = []
  const gone: string[] = []
  for (let start = 0; start < known.length; start += AT_ONCE) {
    const some = known.slice(start, start + AT_ONCE)
    const listed = await dataverse.read(
      query('tasks', { select: columns, filter: anyOf('activityid', some) }),
    )
    if (!listed.ok) return listed
    const rows = rowsOf(listed.value).map(taskIn)
    found.push(...rows)
    const unlisted = some.filter((id) => !rows.some((row) => row.id === id))
    const asked = await dataverse.readTogether(
      Object.fromEntries(unlisted.map((id) => [id, `tasks(${id})?$select=activityid`])),
    )
    if (!asked.ok) return asked
    gone.push(...unlisted.filter((id) => isMissing(asked.value[id])))
  }
  return { ok: true, value: { tasks: found, gone } }
}

const columns =
  'activityid,subject,scheduledend,statecode,actualend,modifiedon,_ownerid_value,_modifiedby_value'

const isMissing = (answer: Answer<Json> | undefined) => answer?.ok === false && answer.reason === 'missing'

function taskIn(row: Json): CrmTask {
  const id = String(row.activityid)
  const owner = reference(row, 'ownerid')
  const done = row.statecode === COMPLETED
  return {
    id,
    title: text(row.subject) ?? '',
    responsible: owner?.table === 'systemuser' ? owner.id : null,
    deadline: text(row.scheduledend),
    doneAt: done ? (text(row.actualend) ?? text(row.modifiedon)) : null,
    // A completed task is read-only: whoever changed it last has completed it.
    doneBy: done ? (reference(row, 'modifiedby')?.id ?? null) : null,
    url: formOf('task', id),
  }
}
