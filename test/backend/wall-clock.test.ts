/** The clock of the machine is set while the server is off, or the server is off for long: both look the same from inside. */
import { afterEach, expect, test } from 'vitest'
import { onEveryStore, type TestStores } from '../stores.ts'
import { people, submit, type World, type WorldOptions, world } from '../world.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

onEveryStore((stores) => {
  let w: World | undefined
  afterEach(async () => {
    await w?.stop()
    w = undefined
  })

  /** Ran at that time, and then again at the other; the local portal's clock is right. */
  async function ranThen(before: number, after: number, options: WorldOptions = {}): Promise<World> {
    const now = Date.now()
    const first = await world(stores, { since: new Date(now + before) })
    await first.parts.noteSeen()
    await first.stop()
    return again(after, options)
  }

  async function again(after: number, options: WorldOptions = {}): Promise<World> {
    const reopened: TestStores = { ...stores, open: stores.reopen }
    w = await world(reopened, { since: new Date(Date.now() + after), installed: false, ...options })
    return w
  }

  /** Whoever comes has the portal asked who he is. */
  const asked = async ({ http, portal }: World) => {
    expect((await submit(http, portal.installForm(people.admin))).status).toBe(200)
  }

  const warnings = async ({ http }: World): Promise<string[]> =>
    (await (await http.request('/readyz')).json()).warnings ?? []

  test('set forty days ahead meanwhile, nothing is deleted by it, whatever is restarted, until the day is confirmed', async () => {
    const ahead = await ranThen(0, 40 * DAY)
    await asked(ahead)
    await expect(ahead.parts.purge(ahead.company)).rejects.toThrow(
      '40.0 days ahead of when this server ran last',
    )
    expect(await warnings(ahead)).toEqual([expect.stringContaining('CLOCK_CONFIRMED')])
    await ahead.parts.noteSeen()
    await ahead.stop()

    const restarted = await again(40 * DAY)
    await expect(restarted.parts.purge(restarted.company)).rejects.toThrow('40.0 days ahead')
    await restarted.stop()

    const CLOCK_CONFIRMED = new Date(Date.now() + 40 * DAY).toISOString().slice(0, 10)
    const confirmed = await again(40 * DAY, { env: { CLOCK_CONFIRMED } })
    expect(await warnings(confirmed)).toEqual([])
    while (await confirmed.parts.purge(confirmed.company));
  })

  test('off for forty days, it goes by its clock again as soon as the CRM says the same', async () => {
    const late = await ranThen(-40 * DAY, 0)
    await expect(late.parts.purge(late.company)).rejects.toThrow('40.0 days ahead')
    await asked(late)
    expect(await warnings(late)).toEqual([])
    while (await late.parts.purge(late.company));
    await late.parts.noteSeen()
    await late.stop()
    expect(await warnings(await again(DAY / 2))).toEqual([])
  })

  test('set back meanwhile, it says so until the CRM says the same', async () => {
    const back = await ranThen(5 * HOUR, 0)
    expect(await warnings(back)).toEqual([expect.stringContaining('0.2 days behind')])
    await asked(back)
    expect(await warnings(back)).toEqual([])
  })
})
