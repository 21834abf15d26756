/** The queue of offline events: the latest of each object, waiting until the application comes for it. */
import type { World } from '../world.ts'

export interface Waiting {
  id: number
  at: Date
  event: string
  data: object
  connector: string
  /** The batch that has reserved it. */
  process?: string
  failedAt?: Date
}

/** Whether it has been put there for anybody. */
export function queue(world: World, event: string, data: object, causedThrough = ''): boolean {
  const bound = world.events.filter((one) => one.offline && one.event === event)
  const spared = (connector: string) => connector !== '' && connector === causedThrough
  const meant = bound.filter(({ connector }) => !spared(connector))
  for (const { connector } of meant) {
    const same = JSON.stringify(data)
    world.waiting = world.waiting.filter(
      (one) =>
        one.process ||
        one.event !== event ||
        one.connector !== connector ||
        JSON.stringify(one.data) !== same,
    )
    world.waiting.push({ id: world.serial(), at: world.now(), event, data, connector })
  }
  return meant.length > 0
}
