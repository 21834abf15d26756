import { expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { people, type Town, town } from './town.ts'

let t: Town
inTown(town, (begun) => {
  t = begun
})

test('two colleagues talk in the card of a deal, each in a window of his own', async () => {
  const manager = await t.sit(people.manager)
  const trade = await t.sit(people.trade)

  await manager.say('Держим слот до пятницы?')
  await trade.message('Держим слот до пятницы?').waitFor()

  await trade.say('Да, до 18:00')
  await manager.message('Да, до 18:00').waitFor()

  expect(await manager.message('Держим слот до пятницы?').count()).toBe(1)
  expect([...manager.complaints, ...trade.complaints]).toEqual([])
})
