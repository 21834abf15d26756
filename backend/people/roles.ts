/**
 * The roles a deal needs besides its manager. A colleague's role is read off his job title until the company
 * keeps a directory of its own.
 */
export interface Role {
  id: string
  title: { ru: string; uk: string; en: string }
  /** Beginnings of words in a job title that tell it. */
  told: string[]
}

// The order matters where a title tells two: the head of logistics is asked about logistics, a sales manager's head is a head.
export const roles: Role[] = [
  {
    id: 'customs',
    title: { ru: 'Таможня', uk: 'Митниця', en: 'Customs' },
    told: ['тамож', 'деклар', 'митн', 'customs', 'broker'],
  },
  {
    id: 'trade',
    title: { ru: 'ВЭД', uk: 'ЗЕД', en: 'Foreign trade' },
    told: ['вэд', 'внешнеэк', 'зед', 'зовнішн', 'foreign', 'trade'],
  },
  {
    id: 'logistics',
    title: { ru: 'Логист', uk: 'Логіст', en: 'Logistics' },
    told: ['логист', 'логіст', 'logist', 'экспед', 'експед', 'dispatch'],
  },
  {
    id: 'finance',
    title: { ru: 'Финансы', uk: 'Фінанси', en: 'Finance' },
    told: ['финанс', 'бухгал', 'фінанс', 'financ', 'account'],
  },
  {
    id: 'warehouse',
    title: { ru: 'Склад', uk: 'Склад', en: 'Warehouse' },
    told: ['склад', 'кладов', 'комірн', 'warehouse', 'stock'],
  },
  {
    id: 'legal',
    title: { ru: 'Юрист', uk: 'Юрист', en: 'Legal' },
    told: ['юрис', 'правов', 'legal', 'lawyer'],
  },
  {
    id: 'head',
    title: { ru: 'Руководитель', uk: 'Керівник', en: 'Head of sales' },
    told: ['руковод', 'начальн', 'директор', 'керівн', 'head', 'director', 'chief'],
  },
  {
    id: 'manager',
    title: { ru: 'Менеджер', uk: 'Менеджер', en: 'Manager' },
    told: ['менедж', 'продаж', 'manager', 'sales'],
  },
]

export function isRole(id: string): boolean {
  return roles.some((role) => role.id === id)
}

/** The role a job title tells, if any: `Таможенный декларант` is `customs`. */
export function roleTold(position: string | null): string | null {
  const words = (position ?? '').toLowerCase().split(/[^\p{L}]+/u)
  return (
    roles.find((role) => words.some((word) => role.told.some((start) => word.startsWith(start))))?.id ?? null
  )
}
