import { describe, expect, test } from 'vitest'
import type { Unsent } from '../../widget/outbox/unsent.ts'
import { daysOf, readersOf } from '../../widget/threads/rows.ts'
import { aMessage, messages } from './a-card.ts'

const day = (at: string) => at.slice(0, 10)
const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 9, 0) + n * 60_000).toISOString()
const shape = (rows: { first: boolean; last: boolean }[]) =>
  rows.map(({ first, last }) => `${first ? '[' : ''}x${last ? ']' : ''}`).join(' ')

const waiting: Unsent = {
  id: 'u1',
  thread: 'team',
  author: 'me',
  text: 'в пути',
  at: minute(30),
  files: [],
  mentions: [],
  state: 'queued',
  attempts: 0,
}

describe('messages under each other', () => {
  test('of one author within five minutes stand in one group', () => {
    const said = [0, 4, 8, 14].map((n, i) => aMessage(i + 1, { at: minute(n) }))
    expect(shape(daysOf(said, [], day)[0]?.rows ?? [])).toBe('[x x x] [x]')
  })

  test('begin a new group with another author, with the unread line and with a new day', () => {
    const said = [
      aMessage(1),
      aMessage(2, { author: 'me' }),
      aMessage(3, { author: 'me' }),
      aMessage(4, { author: 'me' }),
      aMessage(5, { author: 'me', at: '2026-11-21T00:00:01.000Z' }),
    ]
    const days = daysOf(said, [], day, 'm4')
    expect(days.map(({ key, rows }) => `${key} ${shape(rows)}`)).toEqual([
      '2026-11-20 [x] [x x] [x]',
      '2026-11-21 [x]',
    ])
  })

  test('end with those on their way, except what has arrived meanwhile', () => {
    const rows = (said: ReturnType<typeof messages>) =>
      daysOf(said, [waiting], day).flatMap((one) => one.rows)
    expect(rows(messages(1, 2)).map(({ message }) => message.id)).toEqual(['m1', 'm2', 'u1'])
    expect(rows([aMessage(1, { id: 'u1' })]).map(({ unsent }) => unsent)).toEqual([undefined])
  })

  test('never group what has failed', () => {
    const failed: Unsent = { ...waiting, state: 'failed', failure: { reason: 'unreachable', message: '' } }
    const later: Unsent = { ...waiting, id: 'u2' }
    expect(shape(daysOf([], [failed, later], day)[0]?.rows ?? [])).toBe('[x] [x]')
  })

  test('draw an unsent message as the same object every time', () => {
    const drawn = () => daysOf([], [waiting], day)[0]?.rows[0]?.message
    expect(drawn()).toBe(drawn())
  })
})

describe('receipts', () => {
  test('stand under the last message each of the others has read', () => {
    const readers = readersOf(messages(1, 5), { me: 5, dmytro: 3, helen: 5, script: 3 }, 'me')
    expect(Object.fromEntries(readers)).toEqual({ m3: ['dmytro', 'script'], m5: ['helen'] })
  })

  test('of somebody who has answered need no picture beside his own', () => {
    expect(readersOf([aMessage(1), aMessage(2, { author: 'dmytro' })], { dmytro: 1 }, 'me').size).toBe(0)
  })

  test('beyond what is loaded are not guessed', () => {
    expect(readersOf(messages(10, 20), { dmytro: 3, helen: 25 }, 'me').size).toBe(0)
  })
})
