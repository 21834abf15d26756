import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Badge } from '../../widget/parts/Badge.tsx'
import { initials, personColour } from '../../widget/parts/colour.ts'
import { clock, dateOnly, dayKey, daysLeft, dayTitle, shortWhen } from '../../widget/parts/dates.ts'
import { LiveRegions } from '../../widget/parts/LiveRegions.tsx'
import { chooseLanguage } from '../../widget/words/index.ts'

const now = new Date('2026-11-20T12:00:00Z')

afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

describe('dates', () => {
  beforeEach(async () => {
    await chooseLanguage('ru')
  })

  test('messages of one day share its header', () => {
    expect(dayKey('2026-11-20T00:00:01Z')).toBe(dayKey('2026-11-20T23:59:59Z'))
    expect(dayKey('2026-11-19T23:59:59Z')).not.toBe(dayKey('2026-11-20T00:00:00Z'))
  })

  test('days are called as people call them', () => {
    expect(dayTitle('2026-11-20T08:00:00Z', now)).toBe('Сегодня, 20 ноября')
    expect(dayTitle('2026-11-19T23:00:00Z', now)).toBe('Вчера')
    expect(dayTitle('2026-11-18T08:00:00Z', now)).toBe('18 ноября')
    expect(dayTitle('2025-11-18T08:00:00Z', now)).toBe('18 ноября 2025 г.')
  })

  test('a narrow place has the time today, the day earlier, the year of another year', () => {
    expect(shortWhen('2026-11-20T09:31:00Z', now)).toBe('09:31')
    expect(shortWhen('2026-11-19T09:31:00Z', now)).toBe('вчера')
    expect(shortWhen('2026-11-18T09:31:00Z', now)).toMatch(/^18 нояб/)
    expect(shortWhen('2025-11-18T09:31:00Z', now)).toBe('18.11.2025')
  })

  test('each language has its own clock and calendar', async () => {
    await chooseLanguage('uk')
    expect(dayTitle('2026-11-20T08:00:00Z', now)).toBe('Сьогодні, 20 листопада')
    await chooseLanguage('en')
    expect(clock('2026-11-20T15:05:00Z')).toBe('03:05 PM')
    expect(dateOnly('2026-11-20T08:00:00Z', now)).toBe('November 20')
  })

  test('a begun day counts as a day left, and none are left afterwards', () => {
    expect(daysLeft('2026-12-20T12:00:00Z', now)).toBe(30)
    expect(daysLeft('2026-11-20T12:00:01Z', now)).toBe(1)
    expect(daysLeft('2026-11-19T12:00:00Z', now)).toBe(0)
  })
})

describe('announcements', () => {
  let announce: typeof import('../../widget/parts/announce.ts').announce
  beforeEach(async () => {
    vi.useFakeTimers()
    // Its pause belongs to the timers of whoever has announced before.
    vi.resetModules()
    announce = (await import('../../widget/parts/announce.ts')).announce
    render(<LiveRegions />, document.body)
  })
  const heard = (urgency: string) => document.querySelector(`[data-live=${urgency}]`)?.textContent

  test('a burst is said at most once a second, nothing of it twice', () => {
    announce('Новое сообщение от Алины')
    expect(heard('polite')).toBe('Новое сообщение от Алины')
    for (let i = 0; i < 9; i++) announce(i % 2 ? 'Новое сообщение от Дмитрия' : 'Новый файл')
    expect(heard('polite')).toBe('Новое сообщение от Алины')
    vi.advanceTimersByTime(1000)
    expect(heard('polite')).toBe('Новый файл. Новое сообщение от Дмитрия')
    vi.advanceTimersByTime(1000)
  })

  test('what cannot wait does not', () => {
    announce('Новое сообщение')
    announce('Сообщение не отправлено', 'assertive')
    expect(heard('assertive')).toBe('Сообщение не отправлено')
    vi.advanceTimersByTime(1000)
  })

  test('the same words again are a change, or nobody would hear them', () => {
    announce('Сообщение не отправлено', 'assertive')
    const first = heard('assertive')
    announce('Сообщение не отправлено', 'assertive')
    expect(heard('assertive')).not.toBe(first)
  })

  test('inside an open dialog they are said there', () => {
    const dialog = document.createElement('dialog')
    dialog.setAttribute('open', '')
    document.body.append(dialog)
    render(<LiveRegions />, dialog)
    announce('Сообщение не отправлено', 'assertive')
    expect(dialog.querySelector('[data-live=assertive]')?.textContent).toBe('Сообщение не отправлено')
    dialog.remove()
  })
})

describe('people', () => {
  test('have the first letters of their name, whatever the script', () => {
    expect(initials('Алина Морозова')).toBe('АМ')
    expect(initials('  madonna ')).toBe('M')
    expect(initials('𝒜da Lovelace')).toBe('𝒜L')
    expect(initials('')).toBe('')
  })

  test('keep their colour, and a team is not all of one', () => {
    expect(personColour('17')).toBe(personColour('17'))
    const colours = new Set(Array.from({ length: 60 }, (_, id) => personColour(String(id))))
    expect([...colours].sort()).toEqual([0, 1, 2, 3, 4, 5])
  })
})

describe('a badge', () => {
  test('shows a count and says it, and is not there for none', async () => {
    const root = document.createElement('div')
    await act(() => render(<Badge count={120} label="120 новых" />, root))
    expect(root.querySelector('[aria-hidden]')?.textContent).toBe('99+')
    expect(root.querySelector('.hidden')?.textContent).toBe('120 новых')
    await act(() => render(<Badge count={0} label="" />, root))
    expect(root.textContent).toBe('')
  })
})
