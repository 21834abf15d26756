import { expect, test } from 'vitest'
import { fill } from './fill.ts'
import { inTown } from './in-town.ts'
import { boxOf, fromEnd, held, scroll, topOf } from './places.ts'
import { people, type Seat, type Town, town } from './town.ts'

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60_000

let t: Town
inTown(town, (begun) => {
  t = begun
})

test('a deal opens at the first message not read yet, below a line that counts them', async () => {
  await t.w.open(people.manager, '1201')
  await fill(t.w, '1201', 60)
  const manager = await t.sit(people.manager, { deal: '1201' })

  const line = manager.list.getByText('Новые · 60')
  await line.waitFor()
  await expect.poll(async () => (await boxOf(line)).y - (await topOf(manager.list))).toBeLessThan(120)
  const first = manager.message('Строка 1.')
  expect(await topOf(first)).toBeGreaterThan(await topOf(line))
  expect(await fromEnd(manager.list)).toBeGreaterThan(1000)
})

test('a deal without news opens at its end', async () => {
  await fill(t.w, '1205', 120)
  const manager = await t.sit(people.manager, { deal: '1205' })

  await manager.message('Строка 120.').waitFor()
  expect(await fromEnd(manager.list)).toBeLessThan(1)
  expect(await manager.list.getByText(/^Новые/).count()).toBe(0)
})

test('whoever reads at the end is carried along, whoever reads above stays and may jump down', async () => {
  await fill(t.w, '1209', 120)
  const manager = await t.sit(people.manager, { deal: '1209' })
  const head = await t.w.open(people.head, '1209')
  await manager.message('Строка 120.').waitFor()
  await manager.composer.click()

  await scroll(manager.list, -80)
  await head.say('Рядом с концом')
  await manager.message('Рядом с концом').waitFor()
  await expect.poll(() => fromEnd(manager.list)).toBeLessThan(1)
  await manager.chat.getByRole('navigation').getByText('1 новое').waitFor({ state: 'detached' })

  await scroll(manager.list, -900)
  const inSight = manager.message('Строка 112.')
  const before = await topOf(inSight)
  await head.say('Первое внизу')
  await head.say('Второе внизу')
  const jump = manager.chat.getByRole('button', { name: 'К последним, 2 новых сообщения' })
  await jump.waitFor()
  expect(Math.abs((await topOf(inSight)) - before)).toBeLessThanOrEqual(1)

  await jump.click()
  await expect.poll(() => fromEnd(manager.list)).toBeLessThan(1)
  await jump.waitFor({ state: 'detached' })
  await manager.message('Второе внизу').waitFor()
})

test('older messages come in above without moving what is being read', async () => {
  await fill(t.w, '1211', 300)
  const manager = await t.sit(people.manager, { deal: '1211' })
  await manager.message('Строка 300.').waitFor()
  expect(await held(manager.list)).toBe(50)

  const oldest = manager.message('Строка 251.')
  await scroll(manager.list, -100_000)
  const before = await topOf(oldest)
  await expect.poll(() => held(manager.list)).toBe(100)
  expect(Math.abs((await topOf(oldest)) - before)).toBeLessThanOrEqual(1)
})

test('the name of the day stays in sight, one at a time', async () => {
  await fill(t.w, '1212', 100, { apart: DAY / 4 })
  const manager = await t.sit(people.manager, { deal: '1212' })
  await manager.message('Строка 100.').waitFor()
  const frame = await boxOf(manager.list)

  for (let step = 0; step < 25; step++) {
    await scroll(manager.list, -97)
    const boxes = (await daysOn(manager)).filter(
      ({ top, bottom }) => bottom > frame.y && top < frame.y + frame.height,
    )
    expect(boxes[0]!.top - frame.y).toBeLessThan(70)
    for (const [i, box] of boxes.entries()) {
      const next = boxes[i + 1]
      if (next) expect(box.bottom).toBeLessThanOrEqual(next.top)
    }
  }
})

/** Where the names of days stand, from top to bottom of the list. */
async function daysOn({ list, page }: Seat) {
  const within = await boxOf(page.locator('iframe'))
  return list.locator('.day-title span').evaluateAll(
    (names, { y }) =>
      names.map((name) => {
        const { top, bottom } = name.getBoundingClientRect()
        return { top: top + y, bottom: bottom + y }
      }),
    within,
  )
}

test('what one person says within five minutes stands together under one name and one picture', async () => {
  const until = new Date()
  await fill(t.w, '1203', 3, { until: new Date(until.getTime() - 6 * MINUTE), apart: 2 * MINUTE })
  await fill(t.w, '1203', 1, { text: () => 'Шесть минут спустя', until })
  const logistics = await t.sit(people.logistics, { deal: '1203' })

  await logistics.message('Шесть минут спустя').waitFor()
  const names = logistics.list.getByText('Марина Белова', { exact: true })
  const pictures = logistics.list.locator('.message-avatar').getByText('МБ')
  expect(await names.count()).toBe(2)
  expect(await pictures.count()).toBe(2)
  const [group] = await pictures.all()
  const last = await boxOf(logistics.message('Строка 3.'))
  expect((await boxOf(group!)).y).toBeGreaterThan(last.y)
})

test('a thread of two thousand messages never holds more than 320 of them on the page', async () => {
  await fill(t.w, '1207', 2_000)
  const manager = await t.sit(people.manager, { deal: '1207' })
  await manager.message('Строка 2000.').waitFor()

  let most = 0
  await expect
    .poll(
      async () => {
        await scroll(manager.list, -100_000)
        most = Math.max(most, await held(manager.list))
        return manager.message('Строка 1.').count()
      },
      { timeout: 30_000, interval: 20 },
    )
    .toBe(1)
  expect(most).toBeGreaterThan(250)
  expect(most).toBeLessThanOrEqual(320)

  await manager.chat.getByRole('button', { name: 'К последним' }).click()
  await manager.message('Строка 2000.').waitFor()
  await expect.poll(() => fromEnd(manager.list)).toBeLessThan(1)
})

test('messages count as read only once they are looked at: in sight, in a window that has the focus', async () => {
  await t.w.open(people.trade, '1202')
  await fill(t.w, '1202', 3)
  const trade = await t.sit(people.trade, { deal: '1202' })
  const unread = trade.chat.getByRole('navigation').getByText('3 новых')

  await trade.message('Строка 3.').waitFor()
  await unread.waitFor({ state: 'attached' })
  // Nothing tells that reading did not happen, so wait well beyond the half second it takes.
  await trade.page.waitForTimeout(1_200)
  expect(await unread.count()).toBe(1)

  await trade.composer.click()
  await unread.waitFor({ state: 'detached' })
  expect(await trade.list.getByText('Новые · 3').count()).toBe(1)
})
