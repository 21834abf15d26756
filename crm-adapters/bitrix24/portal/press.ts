/** A button of a configurable activity, or another item of it that sends an event. Throws where there is none such. */
import { type Delivery, send } from './events/send.ts'
import type { World } from './world.ts'

export function press(world: World, activity: number, action: string, by: string): Promise<Delivery[]> {
  const pressed = world.activities.find(({ id }) => id === activity)
  if (!pressed) throw new Error(`the portal has no activity ${activity}`)
  const { ownerTypeId: entityTypeId, ownerId: entityId } = pressed
  const data = { id: action, entityTypeId, entityId, activityId: activity, userId: by }
  return send(world, 'ONCRMTIMELINEITEMACTION', data, { by })
}
