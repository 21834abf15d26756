import { describe, expect, test } from 'vitest'
import { candidates, latin, matching } from '../../widget/threads/candidates.ts'
import { askedAt, calledIn, stillCalled } from '../../widget/threads/mentions.ts'
import { aCard, aThread } from './a-card.ts'

const found = (query: string, kind: 'topic' | 'private' = 'topic') =>
  matching(candidates(aCard(), aThread({ kind, members: ['me', 'alina'] }), 'ru'), query)

describe('whom @ offers', () => {
  test('are roles, then people here, then the others, never me', () => {
    expect(found('').map(({ id }) => id)).toEqual([
      'role:logistics',
      'role:customs',
      'role:law',
      'alina',
      'dmytro',
    ])
  })

  test.each(['ло', 'Ло', 'lo', 'log'])(
    'are found by the beginning of a word in either alphabet: %s',
    (query) => {
      expect(found(query)[0]?.id).toBe('role:logistics')
    },
  )

  test('are found by surname and by the role they hold', () => {
    expect(found('мор').map(({ id }) => id)).toContain('alina')
    expect(found('там').map(({ id }) => id)).toContain('role:customs')
    expect(found('ххх')).toEqual([])
  })

  test('cannot be taken when nobody holds the role', () => {
    expect(found('юр')[0]).toMatchObject({ reachable: false, about: '' })
  })

  test('of a private thread are its members only', () => {
    const byId = new Map(found('', 'private').map((one) => [one.id, one.reachable]))
    expect(Object.fromEntries(byId)).toEqual({
      'role:logistics': false,
      'role:customs': true,
      'role:law': false,
      alina: true,
      dmytro: false,
    })
  })
})

test('@ asks at the beginning of a word and up to the caret', () => {
  expect(askedAt('Привет @ло', 10)).toEqual({ from: 7, query: 'ло' })
  expect(askedAt('@', 1)).toEqual({ from: 0, query: '' })
  expect(askedAt('@Алина Мо', 9)).toEqual({ from: 0, query: 'Алина Мо' })
  expect(askedAt('почта a@b.ru', 12)).toBeUndefined()
  expect(askedAt('@Логист ', 8)).toBeUndefined()
})

test('Russian and Ukrainian letters have a Latin reading', () => {
  expect(latin('Щирий Їжак')).toBe('schiriy izhak')
})

test('only those still in the text are called, each once', () => {
  const picked = [
    { id: 'alina', label: 'Алина Морозова' },
    { id: 'role:logistics', label: 'Логист' },
    { id: 'alina', label: 'Алина Морозова' },
  ]
  expect(stillCalled('@Алина Морозова, посмотри', picked)).toEqual(['alina'])
})

test('a role is recognised in whichever language its author wrote', () => {
  expect(calledIn(['role:logistics', 'alina', 'nobody'], aCard()).map(({ label }) => label)).toEqual([
    'Логист',
    'Логіст',
    'Logistics',
    'Алина Морозова',
  ])
})
