/** Tasks, and who is told of them. */
import type { Task } from './data/tasks.ts'
import { type Delivery, send } from './events/send.ts'
import type { World } from './world.ts'

export const WAITING = 2
const DONE = 5

export function tellOfTask(
  world: World,
  task: Task,
  what: 'ADD' | 'UPDATE' | 'DELETE',
  by: string,
): Promise<Delivery[]> {
  const before = what === 'ADD' ? 'undefined' : { ID: task.id }
  const after = what === 'DELETE' ? 'undefined' : { ID: task.id }
  const accessible = what === 'DELETE' ? 'N' : 'undefined'
  const access = { IS_ACCESSIBLE_BEFORE: 'undefined', IS_ACCESSIBLE_AFTER: accessible }
  return send(world, `ONTASK${what}`, { FIELDS_BEFORE: before, FIELDS_AFTER: after, ...access }, { by })
}

export function completeTask(world: World, id: number, by: string): Promise<Delivery[]> {
  const task = taskCalled(world, id)
  const at = world.now()
  Object.assign(task, { status: DONE, closedAt: at, closedBy: by, changedAt: at })
  return tellOfTask(world, task, 'UPDATE', by)
}

export function reopenTask(world: World, id: number, by: string): Promise<Delivery[]> {
  const task = taskCalled(world, id)
  Object.assign(task, { status: WAITING, closedAt: undefined, closedBy: undefined, changedAt: world.now() })
  return tellOfTask(world, task, 'UPDATE', by)
}

export function removeTask(world: World, id: number, by: string): Promise<Delivery[]> {
  const task = taskCalled(world, id)
  world.tasks.splice(world.tasks.indexOf(task), 1)
  return tellOfTask(world, task, 'DELETE', by)
}

function taskCalled(world: World, id: number): Task {
  const task = world.tasks.find((one) => one.id === id)
  if (!task) throw new Error(`the portal has no task ${id}`)
  return task
}
