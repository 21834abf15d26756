import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'

/** Where people meet in the tests of a file: a town, an organization. */
interface Place {
  /** Closes everybody's windows. */
  everybodyLeaves(): Promise<void>
  stop(): Promise<void>
}

/**
 * Has the tests of this file happen in one place, which is begun before the first and ends after the last. Everybody leaves
 * after each. A test that is tried again gets a place of its own: in the old one stands what its first attempt has said.
 * @param settled is told of the place before anything happens there, and may furnish it
 */
export function inTown<Begun extends Place>(
  begin: () => Promise<Begun>,
  settled: (place: Begun) => void | Promise<void>,
) {
  let place: Begun | undefined
  const tried = new Set<string>()

  async function anew() {
    await place?.stop()
    place = await begin()
    await settled(place)
  }

  beforeAll(anew)
  beforeEach(async ({ task }) => {
    if (tried.has(task.id)) await anew()
    tried.add(task.id)
  })
  afterEach(() => place?.everybodyLeaves())
  afterAll(() => place?.stop())
}
