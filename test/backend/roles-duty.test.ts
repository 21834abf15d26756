/** Working time and duty, as a company's clock on the wall says. */
import { describe, expect, test } from 'vitest'
import { deadlineOf, workingDeadline } from '../../backend/roles/hours.ts'
import { roleOf } from '../../backend/roles/told.ts'
import type { Role, WorkingHours } from '../../backend/shown.ts'

const day = { from: '09:00', until: '18:00' }
const kyiv: WorkingHours = {
  zone: 'Europe/Kyiv',
  week: [day, day, day, day, day, null, null],
  daysOff: ['2026-12-25'],
}
/** As the wall in Kyiv says in winter. */
const at = (written: string) => new Date(`${written}:00+02:00`)

describe('a deadline counts working time only', () => {
  test.each([
    ['within a day', '2026-11-20T10:00', 240, '2026-11-20T14:00'],
    ['over a night', '2026-11-19T17:30', 60, '2026-11-20T09:30'],
    ['over a weekend', '2026-11-20T17:00', 240, '2026-11-23T12:00'],
    ['from before the day begins', '2026-11-20T06:00', 60, '2026-11-20T10:00'],
    ['from a Sunday', '2026-11-22T12:00', 60, '2026-11-23T10:00'],
    ['over a day off and a weekend', '2026-12-24T17:00', 120, '2026-12-28T10:00'],
    ['that fills a day to its end', '2026-11-20T09:00', 540, '2026-11-20T18:00'],
  ])('%s', (_, from, minutes, due) => {
    expect(workingDeadline(kyiv, at(from), minutes)).toEqual(at(due))
  })

  test('when the clocks go forward the hours of a day are still those on the wall', () => {
    // Saturday 28 March 2026: the night after it has an hour less.
    const friday = new Date('2026-03-27T17:00:00+02:00')
    expect(workingDeadline(kyiv, friday, 120)).toEqual(new Date('2026-03-30T10:00:00+03:00'))
  })

  test('where nobody ever works, plain time passes', () => {
    const never = { ...kyiv, week: Array.from({ length: 7 }, () => null) }
    expect(workingDeadline(never, at('2026-11-20T10:00'), 60)).toEqual(at('2026-11-20T11:00'))
  })

  test('noon is that of the next working day', () => {
    expect(deadlineOf('noon', kyiv, at('2026-11-19T10:00'))).toEqual(at('2026-11-20T12:00'))
    expect(deadlineOf('noon', kyiv, at('2026-11-20T10:00'))).toEqual(at('2026-11-23T12:00'))
  })
})

describe('which role somebody answers for', () => {
  const none = { people: [], rota: { weekly: [], dated: [] } }
  const role = (id: string, words: string[], more: Partial<Role> = {}): Role => ({
    ...{ id, title: { ru: id, uk: id, en: id }, words, ...none, ...more },
  })
  const roles = [role('customs', ['тамож']), role('sales', ['продаж', 'отдел продаж'])]
  const ivan = { id: '1', position: 'Старший специалист', departments: ['Таможня', 'Отдел продаж'] }

  test.each([
    ['by his title', { ...ivan, position: 'Менеджер по продажам' }, 'sales'],
    ['by the nearest department when his title tells nothing', ivan, 'customs'],
    ['by words side by side', { ...ivan, departments: ['2-й отдел продаж'] }, 'sales'],
    ['by the beginning of a word only', { ...ivan, departments: ['Растаможка'] }, null],
    ['by nothing', { ...ivan, position: null, departments: [] }, null],
  ])('is told %s', (_, person, told) => {
    expect(roleOf({ roles, roleless: [] }, person)).toBe(told)
  })

  test('an administrator’s word stands above any title', () => {
    const named = [role('legal', [], { people: ['1'] }), ...roles]
    expect(roleOf({ roles: named, roleless: [] }, ivan)).toBe('legal')
    expect(roleOf({ roles: named, roleless: ['1'] }, ivan)).toBeNull()
    const retired = [role('legal', [], { people: ['1'], retiredAt: '2026-11-20T09:00:00Z' }), ...roles]
    expect(roleOf({ roles: retired, roleless: [] }, ivan)).toBe('customs')
  })
})
