import { afterAll, beforeAll, expect, test } from 'vitest'
import { fill } from './fill.ts'
import { held } from './places.ts'
import { people, type Seat, type Town, town } from './town.ts'

let t: Town
let manager: Seat
beforeAll(async () => {
  t = await town()
  await fill(t.w, '1207', 5_000, {
    by: [people.head, people.trade, people.logistics],
    text: (n) =>
      `Строка ${n}. ${'Ждём подтверждения от перевозчика, документы у декларанта. '.repeat(n % 4)}`,
  })
  manager = await t.sit(people.manager, { deal: '1207' })
  await manager.message('Строка 5000.').waitFor()
})
afterAll(() => t?.stop())

/** As on a machine four times slower than this one. */
async function slowMachine<T>(work: () => Promise<T>): Promise<T> {
  const wire = await manager.page.context().newCDPSession(manager.page)
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  try {
    return await work()
  } finally {
    await wire.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await wire.detach()
  }
}

test('a thread of five thousand messages scrolls without stopping for 200 ms, on a slow machine too', async () => {
  const longest: number[] = []
  await slowMachine(async () => {
    for (let stretch = 0; stretch < 3; stretch++) longest.push(await longestTaskOfScrolling())
  })
  expect(await held(manager.list)).toBeGreaterThan(250)
  // The middle one: this machine has other things to do as well, and what they take is not the list's.
  expect(longest.sort((a, b) => a - b)[1]).toBeLessThan(200)
})

/** Scrolls up through some three pages; answers with the longest task in milliseconds. */
function longestTaskOfScrolling(): Promise<number> {
  return manager.list.evaluate(async (list) => {
    const tasks: number[] = []
    const watch = new PerformanceObserver((seen) => {
      for (const { duration } of seen.getEntries()) tasks.push(duration)
    })
    watch.observe({ type: 'longtask' })
    for (let frame = 0; frame < 60; frame++) {
      list.scrollBy(0, -300)
      await new Promise(requestAnimationFrame)
    }
    await new Promise((idle) => requestIdleCallback(idle))
    watch.disconnect()
    return Math.max(0, ...tasks)
  })
}

test('a letter typed beside five thousand messages is on the screen within 50 ms', async () => {
  const delays = await manager.composer.evaluate(async (element) => {
    const field = element as HTMLTextAreaElement
    const delays: number[] = []
    for (const letter of 'Держим слот до пятницы, дальше решаем по ставке') {
      const typed = performance.now()
      field.setRangeText(letter, field.value.length, field.value.length, 'end')
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
      delays.push(performance.now() - typed)
    }
    return delays.sort((a, b) => a - b)
  })
  expect(delays[Math.floor(delays.length * 0.95)]).toBeLessThan(50)
})
