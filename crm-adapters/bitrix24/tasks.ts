/** Tasks of a portal: one made from what was said, and how those made are now. */
import { type Json, list, object, text } from '../json.ts'
import type { Answer, CrmTask, Deed, Done, RecordRef } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Doing } from './deeds.ts'
import { cardPath, entityTypeIdOf, isItsOwn } from './kinds.ts'
import { BATCH, type Command, type Rest } from './rest.ts'

type TaskDeed = Extract<Deed, { do: 'task' }>

export const task: Doing<TaskDeed> = {
  async act(portal, deed) {
    // Given up and entrusted anew, it may have been made under its earlier key.
    const before = await madeBefore(portal, deed)
    if (!before.ok) return before
    return before.value ? { ok: true, value: before.value } : make(portal, deed)
  },
  done: madeBefore,
}

export const handOver: Doing<Extract<Deed, { do: 'hand_over' }>> = {
  async act(portal, { task: taskId, to }) {
    const changed = await portal.call(
      'tasks.task.update',
      { taskId, fields: { RESPONSIBLE_ID: to } },
      ruledOut,
    )
    return changed.ok ? { ok: true, value: { id: taskId, url: pathOf(taskId, to) } } : changed
  },

  // Saying it again changes nothing.
  done: async () => ({ ok: true, value: null }),
}

// Tasks say every no with one code: nobody by that number, no title, a deadline out of reach.
const ruledOut = { ERROR_CORE: 'denied' } as const

async function make(portal: Rest, deed: TaskDeed): Promise<Answer<Done>> {
  const { record, mark, title, responsible, deadline } = deed
  const bound = boundTo(record)
  const fields = {
    TITLE: title,
    DESCRIPTION: described(deed),
    RESPONSIBLE_ID: responsible,
    XML_ID: mark,
    ...(deadline && { DEADLINE: deadline }),
    ...(bound && { UF_CRM_TASK: [bound] }),
  }
  const made = await portal.call('tasks.task.add', { fields }, ruledOut)
  if (!made.ok) return made
  const { id } = object(object(made.value).task)
  if (!id) return refusal('broken', 'tasks.task.add: no task in the answer')
  return { ok: true, value: { id: String(id), url: pathOf(String(id), responsible) } }
}

/** Lists have no filter for our mark: it is looked for among the record's newest, or those of whom it is for. */
async function madeBefore(
  portal: Rest,
  { record, mark, responsible }: TaskDeed,
): Promise<Answer<Done | null>> {
  const bound = boundTo(record)
  const newest = await portal.call('tasks.task.list', {
    filter: bound ? { UF_CRM_TASK: bound } : { RESPONSIBLE_ID: responsible },
    select: ['ID', 'XML_ID', 'RESPONSIBLE_ID'],
    order: { ID: 'DESC' },
  })
  if (!newest.ok) return newest
  const found = list(object(newest.value).tasks).find(({ xmlId }) => xmlId === mark)
  if (!found) return { ok: true, value: null }
  return { ok: true, value: { id: String(found.id), url: pathOf(String(found.id), found.responsibleId) } }
}

/** Asked as an administrator, who sees every task: only what he does not find is gone. */
export async function tasks(
  portal: Rest,
  ids: string[],
): Promise<Answer<{ tasks: CrmTask[]; gone: string[] }>> {
  const found: CrmTask[] = []
  const gone: string[] = []
  const known = ids.filter((id) => /^\d{1,12}$/.test(id))
  // One place is taken by whose token it is.
  for (let start = 0; start < known.length; start += BATCH - 1) {
    const some = known.slice(start, start + BATCH - 1)
    const asked: Record<string, Command> = { profile: { method: 'profile' } }
    for (const id of some) asked[id] = reading(id)
    const got = await portal.batch(asked)
    if (!got.ok) return got
    const { profile } = got.value
    const seesAll = profile?.ok && object(profile.value.value).ADMIN === true
    for (const id of some) {
      const one = got.value[id]
      const fields = one?.ok ? object(object(one.value.value).task) : {}
      if (fields.id) found.push(shown(fields))
      else if (seesAll && one && (one.ok || one.reason === 'missing')) gone.push(id)
    }
  }
  return { ok: true, value: { tasks: found, gone } }
}

function reading(taskId: string) {
  const select = [
    'ID',
    'TITLE',
    'RESPONSIBLE_ID',
    'DEADLINE',
    'STATUS',
    'CLOSED_DATE',
    'CLOSED_BY',
    'CHANGED_DATE',
  ]
  return { method: 'tasks.task.get', params: { taskId, select } }
}

/** Status of a completed task. */
const DONE = '5'

function shown(fields: Json): CrmTask {
  const { id, title, responsibleId, deadline, status, closedDate, closedBy, changedDate } = fields
  const isDone = String(status) === DONE
  return {
    id: String(id),
    title: text(title) ?? `#${id}`,
    responsible: personIn(responsibleId),
    deadline: text(deadline),
    doneAt: isDone ? (text(closedDate) ?? text(changedDate)) : null,
    doneBy: isDone ? personIn(closedBy) : null,
    url: pathOf(String(id), responsibleId),
  }
}

// Nobody is written as 0.
function personIn(id: unknown): string | null {
  return Number(id) > 0 ? String(id) : null
}

export function pathOf(task: string, responsible: unknown): string {
  return `/company/personal/user/${Number(responsible) || 0}/tasks/task/view/${task}/`
}

const letters = new Map([
  ['lead', 'L'],
  ['deal', 'D'],
  ['contact', 'C'],
  ['company', 'CO'],
  ['smart_invoice', 'SI'],
])

/** How tasks name a record they belong to; undefined for a kind they belong to never: a quote. */
function boundTo({ type, id }: RecordRef): string | undefined {
  const letter = letters.get(type)
  if (letter) return `${letter}_${id}`
  const own = entityTypeIdOf(type)
  return own && isItsOwn(own) ? `T${own.toString(16)}_${id}` : undefined
}

/** The task's words, in BB code. */
function described({ text, link, record }: TaskDeed): string {
  const path = cardPath(record)
  const quoted = text && `[QUOTE]${verbatim(text)}[/QUOTE]`
  return [quoted, link && path && `[URL=${path}]${verbatim(link)}[/URL]`].filter(Boolean).join('\n')
}

// Somebody's words must not be read as marks: a word joiner, which nobody sees, comes between.
function verbatim(words: string): string {
  return words.replaceAll(/\[(?=[/a-z*])/gi, '[\u2060')
}
