import { expect, test } from 'vitest'
import { conversation } from '../../backend/demo/conversation.ts'
import { deals } from '../../crm-adapters/bitrix24/portal/data/deals.ts'
import { employees } from '../../crm-adapters/bitrix24/portal/data/people.ts'

const moments = [
  '2026-11-20T13:00:00Z',
  '2026-11-21T09:00:00Z',
  '2026-11-23T06:05:00Z',
  '2027-01-01T00:10:00Z',
]
const afterAll = employees.filter(({ dismissed }) => !dismissed).map(({ id }) => id)

test.each(moments)('at %s every conversation is in order, in the past and fully worded', (moment) => {
  const now = new Date(moment)
  for (const { id } of deals) {
    const said = conversation(id, now)
    const times = said.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.filter((at) => at > now.getTime())).toEqual([])
    expect(said.filter(({ text }) => /[{}]|undefined/.test(text))).toEqual([])
    expect(said.filter(({ replyTo = -1 }, place) => replyTo >= place)).toEqual([])
    expect(said.filter(({ author }) => !afterAll.includes(author))).toEqual([])
  }
})

test('whoever writes in the common thread may see the deal', () => {
  for (const { id, responsible, observers } of deals) {
    const authors = conversation(id, new Date(moments[0] ?? '')).filter(({ thread }) => !thread)
    const mayRead = [responsible, ...observers, '5']
    expect(
      authors.filter(({ author }) => !mayRead.includes(author)).map(({ author }) => `${id} ${author}`),
    ).toEqual([])
  }
})

test('deal 1207 has 2,200 messages over months, the newest of this very hour, the same every time', () => {
  const now = new Date('2026-11-20T13:00:00Z')
  const said = conversation(1207, now)
  expect(said).toHaveLength(2_200)
  expect(said).toEqual(conversation(1207, now))
  expect(said).not.toEqual(conversation(1207, now, 5))
  expect(hoursBefore(now, said[0]?.at)).toBeGreaterThan(24 * 200)
  expect(hoursBefore(now, said.at(-1)?.at)).toBeLessThan(1)
  expect(new Set(said.map(({ text }) => text)).size).toBeGreaterThan(600)
})

function hoursBefore(now: Date, at: Date | undefined): number {
  return at ? (now.getTime() - at.getTime()) / 3_600_000 : Number.NaN
}
