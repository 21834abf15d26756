import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults, judge } from './looks/faults.ts'
import { dress, dresses, type Showroom, showroom } from './looks/showroom.ts'
import { states, wordsIn } from './looks/states.ts'

let room: Showroom
beforeAll(async () => {
  room = await showroom()
})
afterAll(() => room?.close())

test.each(states)(
  'axe finds nothing wrong with $name, however it is dressed',
  async ({ view, before, reach }) => {
    const page = await room.open({ ...view, reducedMotion: 'reduce' }, before)
    await reach(page, wordsIn.ru)
    await judge(page)
    for (const look of dresses) {
      await dress(page, look)
      expect(await faults(page), `${look.host} ${look.theme}`).toEqual([])
    }
    await page.context().close()
  },
)
