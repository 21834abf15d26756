/** Scope `task`, version 2: fields are written in capitals and read in camel case. */
import type { Task } from '../data/tasks.ts'
import { completeTask, tellOfTask } from '../tasks.ts'
import { personCalled, written } from '../world.ts'
import { fits, type Row, sorted } from './filter.ts'
import { type Call, type Method, page, RestError } from './method.ts'
import { asParams, each, number, type Params, text } from './params.ts'

const WAITING = 2

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
      at,
      changedAt: at,
    }
    world.tasks.push(task)
    void tellOfTask(world, task, 'ADD', person.id)
    return { result: { task: camel(row(task)) } }
  },

  'tasks.task.get'(call) {
    return { result: { task: camel(row(openTask(call)), each(call.params.select).map(text)) } }
  },

  'tasks.task.list'(call) {
    const { filter, order, select, start } = call.params
    const open = call.world.tasks.filter((task) => mayRead(call, task)).map(row)
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
  const id = number(call.params.taskId ?? call.params.id)
  const task = call.world.tasks.find((one) => one.id === id)
  if (task && mayRead(call, task)) return task
  throw wrong('Задача не найдена или недоступна')
}

function mayRead({ person }: Call, { responsible, creator }: Task): boolean {
  return Boolean(person.admin || person.headOfSales) || responsible === person.id || creator === person.id
}

// Tasks refuse with the text of their reason under a number.
function wrong(description: string): RestError {
  return new RestError('0', description)
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
