import { describe, expect, test } from 'vitest'
import { deadlineOf, endOfDay, written } from '../../widget/tasks/deadlines.ts'
import { proposedPerson, proposedTitle } from '../../widget/tasks/proposed.ts'
import { aCard, alina, aMessage, aThread, dmytro, me } from './a-card.ts'

describe('a deadline', () => {
  const noon = new Date(2026, 10, 20, 12)

  test('is the end of a working day', () => {
    expect(endOfDay(0, noon)).toEqual(new Date(2026, 10, 20, 18))
    expect(deadlineOf('tomorrow', '', noon)).toBe(new Date(2026, 10, 21, 18).toISOString())
    expect(deadlineOf('inDays', '', noon)).toBe(new Date(2026, 10, 23, 18).toISOString())
  })

  test('is today’s last minute when the working day is over', () => {
    expect(endOfDay(0, new Date(2026, 10, 20, 18))).toEqual(new Date(2026, 10, 20, 23, 59))
    expect(endOfDay(1, new Date(2026, 10, 30, 22))).toEqual(new Date(2026, 11, 1, 18))
  })

  test('may be chosen to the minute, or not be', () => {
    expect(deadlineOf('choose', written(noon), new Date())).toBe(noon.toISOString())
    expect(deadlineOf('choose', '', noon)).toBeUndefined()
    expect(deadlineOf('none', 'whatever', noon)).toBeNull()
  })
})

describe('what is proposed', () => {
  const card = aCard()
  const team = aThread()
  const titled = (text: string) => proposedTitle(aMessage(1, { text }), team, card)

  test('is the first line of what was said, less the names it begins with', () => {
    expect(titled('\n  Счёт до пятницы\nи акт')).toBe('Счёт до пятницы')
    expect(titled('@Алина Морозова, @Логист — проверьте вес')).toBe('проверьте вес')
    expect(titled('Спросить @Логист о весе')).toBe('Спросить @Логист о весе')
    expect(titled('')).toBe('')
  })

  test('is not longer than a title, and ends with a whole character', () => {
    const long = titled('😀'.repeat(200))
    expect([...long]).toHaveLength(120)
    expect(long.isWellFormed()).toBe(true)
  })

  test('is nothing of a private discussion', () => {
    const thread = aThread({ kind: 'private' })
    expect(proposedTitle(aMessage(1, { text: 'Маржа 12 %' }), thread, card)).toBe('')
  })

  test('is for whoever was called, else for the record’s responsible person, else for me', () => {
    const whose = (mentions: string[], responsible: string | null) =>
      proposedPerson(aMessage(1, { mentions }), { ...card, context: { ...card.context, responsible } })
    expect(whose([dmytro.id], alina.id)).toBe(dmytro.id)
    expect(whose(['role:customs'], dmytro.id)).toBe(alina.id)
    expect(whose(['role:law'], dmytro.id)).toBe(dmytro.id)
    expect(whose([], 'who has left')).toBe(me.id)
  })
})
