/** A crowd at the door is let in a few at a time, and whoever is inside is served in between. */
import { setImmediate as round } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createDoorway } from '../../backend/limits/doorway.ts'

/** Work that takes a millisecond and waits for nothing. */
async function work() {
  const began = performance.now()
  while (performance.now() - began < 1);
}

test('the event loop goes round while a crowd is let in', async () => {
  const doorway = createDoorway({ atOnce: 1 })
  let letIn = 0
  const crowd = Array.from({ length: 40 }, () => doorway.through('one', work).then(() => letIn++))
  const inARound: number[] = []
  while (letIn < crowd.length) {
    const before = letIn
    await round()
    inARound.push(letIn - before)
  }
  expect(Math.max(...inARound)).toBeLessThanOrEqual(3)
})

test('one of another company waits for one of the crowd, not for all', async () => {
  const doorway = createDoorway({ atOnce: 1 })
  const served: string[] = []
  const come = (company: string) => doorway.through(company, async () => void served.push(company))
  await Promise.all([...Array.from({ length: 20 }, () => come('crowd')), come('quiet'), come('other')])
  expect(served.slice(0, 4).toSorted()).toEqual(['crowd', 'crowd', 'other', 'quiet'])
  expect(served.slice(4)).toEqual(Array(18).fill('crowd'))
})

test('who waits for somebody outside holds up those behind him for a moment only', async () => {
  const doorway = createDoorway({ atOnce: 2, heldMost: 5 })
  const answer = Promise.withResolvers<string>()
  const waiting = [1, 2, 3].map(() => doorway.through('one', () => answer.promise))
  expect(await doorway.through('one', async () => 'let in')).toBe('let in')
  answer.resolve('answered')
  expect(await Promise.all(waiting)).toEqual(['answered', 'answered', 'answered'])
})

test('one whose coming in fails makes room for the next', async () => {
  const doorway = createDoorway({ atOnce: 1 })
  const fails = doorway.through('one', () => Promise.reject(new Error('not he')))
  const next = doorway.through('one', async () => 'let in')
  await expect(fails).rejects.toThrow('not he')
  expect(await next).toBe('let in')
})
