/** Scope `task`, version 2: fields are written in capitals and read in camel case. */
import type { Task } from '../data/tasks.ts'
import { mayReadTask } from '../rights.ts'
import { completeTask, removeTask, reopenTask, tellOfTask, WAITING } from '../tasks.ts'
import { personCalled, written } from '../world.ts'
import { fits, type Row, sorted } from './filter.ts'
import { type Call, type Method, page, RestError } from './method.ts'
import { asParams, each, number, type Params, text } from './params.ts'

export const tasks: Record<string, Method> = {
  'tasks.task.add'(call) {
    const { world, person, params } = call
    const fields = asParams(params.fields)
    if (text(fields.TITLE).trim() === '') throw wrong('Не указано название задачи')
    const responsible = text(fields.RESPONSIBLE_ID)
    if (!personCalled(world, responsible)) throw wrong('Не указан исполнитель')
    const at = world.now()
    const task: Task = {
      id: world.serial(),
      title: text(fields.TITLE),
      description: text(fields.DESCRIPTION),
      responsible,
      creator: text(fields.CREATED_BY) || person.id,
      deadline: text(fields.DEADLINE) || null,
      status: WAITING,
      crm: each(fields.UF_CRM_TASK).map(text),
      files: each(fields.UF_TASK_WEBDAV_FILES).map(text),
      xmlId: text(fields.XML_ID) || null,
      at,
      changedAt: at,
    }
    world.tasks.push(task)
    void tellOfTask(world, task, 'ADD', person.id)
    return { result: { task: camel(row(task)) } }
  },

  'tasks.task.get'(call) {
    const task = taskAsked(call)
    // One that is not there, or not for this person, is an empty answer and no error.
    return { result: task ? { task: camel(row(task), each(call.params.select).map(text)) } : [] }
  },

  'tasks.task.list'(call) {
    const { filter, order, select, start } = call.params
    const open = call.world.tasks.filter((task) => mayReadTask(call.person, task)).map(row)
    const found = open.filter((one) => fits(one, asParams(filter)))
    const by = Object.keys(asParams(order)).length > 0 ? asParams(order) : { ID: 'ASC' }
    const { rows, ...counts } = page(sorted(found, by), number(start))
    const names = each(select).map(text)
    return { result: { tasks: rows.map((one) => camel(one, names)) }, ...counts }
  },

  'tasks.task.update'(call) {
    const { world, person, params } = call
    const task = openTask(call)
    change(task, asParams(params.fields))
    task.changedAt = world.now()
    void tellOfTask(world, task, 'UPDATE', person.id)
    return { result: { task: camel(row(task)) } }
  },

  'tasks.task.complete'(call) {
    const task = openTask(call)
    void completeTask(call.world, task.id, call.person.id)
    return { result: { task: camel(row(task)) } }
  },

  'tasks.task.renew'(call) {
    const task = openTask(call)
    void reopenTask(call.world, task.id, call.person.id)
    return { result: { task: camel(row(task)) } }
  },

  'tasks.task.delete'(call) {
    const task = taskAsked(call)
    // docs: one that is not there is answered as one that may not be deleted.
    if (!task) throw new RestError('1048582', 'No access to delete the task')
    void removeTask(call.world, task.id, call.person.id)
    return { result: { task: true } }
  },
}

function change(task: Task, fields: Params) {
  if (fields.TITLE !== undefined) task.title = text(fields.TITLE)
  if (fields.DESCRIPTION !== undefined) task.description = text(fields.DESCRIPTION)
  if (fields.RESPONSIBLE_ID !== undefined) task.responsible = text(fields.RESPONSIBLE_ID)
  if (fields.DEADLINE !== undefined) task.deadline = text(fields.DEADLINE) || null
  if (fields.STATUS !== undefined) task.status = number(fields.STATUS)
  if (fields.UF_CRM_TASK !== undefined) task.crm = each(fields.UF_CRM_TASK).map(text)
}

function openTask(call: Call): Task {
  const task = taskAsked(call)
  if (!task) throw wrong('Задача не найдена или недоступна')
  return task
}

function taskAsked(call: Call): Task | undefined {
  const id = number(call.params.taskId ?? call.params.id)
  const task = call.world.tasks.find((one) => one.id === id)
  return task && mayReadTask(call.person, task) ? task : undefined
}

// Whatever the reason, it is in the text only.
function wrong(description: string): RestError {
  return new RestError('ERROR_CORE', `${description}<br>`)
}

function row(task: Task): Row {
  return {
    ID: String(task.id),
    TITLE: task.title,
    DESCRIPTION: task.description,
    STATUS: String(task.status),
    RESPONSIBLE_ID: task.responsible,
    CREATED_BY: task.creator,
    DEADLINE: task.deadline,
    CREATED_DATE: written(task.at),
    CHANGED_DATE: written(task.changedAt),
    CLOSED_DATE: task.closedAt ? written(task.closedAt) : null,
    CLOSED_BY: task.closedBy ?? null,
    UF_CRM_TASK: task.crm,
    UF_TASK_WEBDAV_FILES: task.files,
    XML_ID: task.xmlId,
  }
}

function camel(fields: Row, names: string[] = []): Row {
  const asked = Object.entries(fields).filter(
    ([name]) => name === 'ID' || names.length === 0 || names.includes('*') || names.includes(name),
  )
  const lowered = (name: string) =>
    name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(asked.map(([name, value]) => [lowered(name), value]))
}
