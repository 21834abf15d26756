import { describe, expect, test } from 'vitest'
import {
  arrived,
  firstBelow,
  grown,
  merged,
  put,
  reachesEnd,
  reachesStart,
  settled,
  wanted,
} from '../../widget/threads/window.ts'
import { aMessage, messages } from './a-card.ts'

const seqs = (slice: readonly { seq: number }[]) => slice.map(({ seq }) => seq)

describe('the messages kept in the page', () => {
  test('grow at either end without doubles and in order', () => {
    expect(seqs(merged(messages(5, 8), messages(3, 6)))).toEqual([3, 4, 5, 6, 7, 8])
  })

  test('are never more than 320, and go from the end that is not being read', () => {
    const full = messages(501, 800)
    const up = grown(full, messages(451, 500), 'older')
    expect([up.length, up[0]?.seq, up.at(-1)?.seq]).toEqual([300, 451, 750])
    const down = grown(full, messages(801, 850), 'newer')
    expect([down.length, down[0]?.seq, down.at(-1)?.seq]).toEqual([300, 551, 850])
    expect(grown(messages(1, 300), messages(301, 320), 'newer')).toHaveLength(320)
  })

  test('take in the next message, but never one that would leave a gap', () => {
    expect(seqs(arrived(messages(1, 3), aMessage(4), true))).toEqual([1, 2, 3, 4])
    expect(seqs(arrived(messages(1, 3), aMessage(6), true))).toEqual([1, 2, 3])
    expect(seqs(arrived([], aMessage(1), true))).toEqual([1])
  })

  test('stay as they are for a reader far from the end once the page is full', () => {
    const full = messages(1, 320)
    expect(arrived(full, aMessage(321), false)).toBe(full)
    expect(seqs(arrived(full, aMessage(321), true)).at(-1)).toBe(321)
    expect(arrived(full, aMessage(321), true)).toHaveLength(300)
  })

  test('say of a message, and of every quote of it, what it says now', () => {
    const answer = aMessage(2, { quote: { id: 'm1', seq: 1, author: 'alina', text: 'сообщение 1' } })
    const other = aMessage(3)
    const gone = aMessage(1, { text: '', deletedAt: '2026-11-20T10:00:00.000Z' })
    const [first, second, third] = settled([aMessage(1), answer, other], gone)
    expect(first).toBe(gone)
    expect(second?.quote).toMatchObject({ text: '', deletedAt: gone.deletedAt })
    expect(third).toBe(other)
  })

  test('know whether they reach the beginning and the end', () => {
    expect([reachesStart(messages(1, 5)), reachesStart(messages(2, 5)), reachesStart([])]).toEqual([
      true,
      false,
      true,
    ])
    expect([reachesEnd(messages(1, 5), 5), reachesEnd(messages(1, 5), 6), reachesEnd([], 0)]).toEqual([
      true,
      false,
      true,
    ])
  })

  test('of a thread that is left are the newest page, or nothing when that was not there', () => {
    expect(seqs(put(messages(1, 200), 200))).toEqual(seqs(messages(151, 200)))
    expect(put(messages(1, 200), 201)).toEqual([])
  })
})

describe('the place in the list', () => {
  test('is the first row that ends below the upper edge', () => {
    const bottoms = [10, 20, 30, 40]
    const at = (top: number) => firstBelow(bottoms.length, (i) => bottoms[i] ?? 0, top)
    expect([at(0), at(10), at(25), at(40)]).toEqual([0, 1, 2, 4])
  })

  test('asks for pages within 600 pixels of either end', () => {
    const place = (scrollTop: number) => wanted({ scrollTop, scrollHeight: 5000, clientHeight: 500 })
    expect(place(599)).toEqual({ older: true, newer: false })
    expect(place(2000)).toEqual({ older: false, newer: false })
    expect(place(3901)).toEqual({ older: false, newer: true })
  })
})
