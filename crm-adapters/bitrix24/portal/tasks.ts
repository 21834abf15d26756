/** Tasks, and who is told of them. */
import type { Task } from './data/tasks.ts'
import { type Delivery, send } from './events/send.ts'
import type { World } from './world.ts'

const DONE = 5

export function tellOfTask(
  world: World,
  task: Task,
  what: 'ADD' | 'UPDATE',
  by: string,
): Promise<Delivery[]> {
  const [before, after] = [what === 'ADD' ? 'undefined' : { ID: task.id }, { ID: task.id }]
  const access = { IS_ACCESSIBLE_BEFORE: 'undefined', IS_ACCESSIBLE_AFTER: 'undefined' }
  return send(world, `ONTASK${what}`, { FIELDS_BEFORE: before, FIELDS_AFTER: after, ...access }, { by })
}

export function completeTask(world: World, id: number, by: string): Promise<Delivery[]> {
  const task = world.tasks.find((one) => one.id === id)
  if (!task) throw new Error(`the portal has no task ${id}`)
  const at = world.now()
  Object.assign(task, { status: DONE, closedAt: at, closedBy: by, changedAt: at })
  return tellOfTask(world, task, 'UPDATE', by)
}
