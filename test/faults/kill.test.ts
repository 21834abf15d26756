import { expect, test } from 'vitest'
import { brokenPromises } from './broken-promises.ts'
import { killInTheMiddle } from './rounds.ts'
import type { Aftermath } from './senders.ts'

test('a server killed while people write has lost, doubled and reordered nothing it acknowledged', async () => {
  const after = await killInTheMiddle(['dist/backend/main.js'], 3, 100, 20)
  expect(after.unanswered).toBeGreaterThan(0)
  expect(brokenPromises(after)).toEqual([])
}, 60_000)

test.each([
  ['lost', (messages: Messages) => messages.pop()],
  ['out of order', (messages: Messages) => messages.push(messages.shift()!)],
  ['twice', (messages: Messages) => messages.push(messages[0]!)],
  ['acknowledged as 2 and is 3', (messages: Messages) => Object.assign(messages[1]!, { seq: 3 })],
  ['became ""', (messages: Messages) => Object.assign(messages[1]!, { text: '' })],
])('a message that is %s would be noticed', (trouble, spoil) => {
  const after = nothingHappened()
  expect(brokenPromises(after)).toEqual([])
  for (const messages of after.stored.values()) spoil(messages)
  expect(brokenPromises(after).join()).toContain(trouble)
})

type Messages = NonNullable<ReturnType<Aftermath['stored']['get']>>

function nothingHappened(): Aftermath {
  const sent = ['first', 'second', 'third'].map((text, place) => ({ id: `id-${text}`, text, seq: place + 1 }))
  const shown = sent.map((one) => ({
    ...one,
    thread: 'team',
    author: '7',
    at: '2026-11-20T09:00:00Z',
    files: [],
    reactions: [],
    mentions: [],
  }))
  const sender = { person: '7', deal: 1204, thread: 'team', token: '', sent }
  return { senders: [sender], stored: new Map([['team', shown]]) }
}
